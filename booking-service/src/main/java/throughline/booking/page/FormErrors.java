package throughline.booking.page;

import java.util.LinkedHashMap;
import java.util.Map;
import throughline.booking.calltype.CallType;
import throughline.booking.client.PersonFields;
import throughline.booking.intake.Answers;
import throughline.web.problem.Problem;

/** Everything in a form that makes no sense by itself, so that it is said at once and not one field after the other. */
final class FormErrors {

    private FormErrors() {}

    /**
     * @param refused what the form was refused for
     * @return sentences by field, in the order of the form
     */
    static Map<String, String> of(FormFields fields, CallType type, String field, Problem refused) {
        Map<String, String> errors = new LinkedHashMap<>();
        look(errors, "name", () -> PersonFields.name(fields.text("name")));
        look(errors, "email", () -> PersonFields.email(fields.text("email")));
        look(errors, "phone", () -> PersonFields.phone(fields.given("phone")));
        for (Problem wrong : Answers.wrong(type.questions(), fields.answers(type))) {
            errors.putIfAbsent(String.valueOf(wrong.properties().get("field")), wrong.detail());
        }
        errors.putIfAbsent(field, refused.detail());
        return errors;
    }

    private static void look(Map<String, String> errors, String field, Runnable check) {
        try {
            check.run();
        } catch (Problem wrong) {
            errors.put(field, wrong.detail());
        }
    }
}
