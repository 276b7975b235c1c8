package throughline.booking.page;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.booking.calltype.CallType;
import throughline.booking.client.Consents;
import throughline.booking.spam.FormWatch;
import throughline.contract.booking.Location;

/** The form about a person and their answers, filled with what was typed and with what is wrong about it. */
@Component
class FormViews {

    static final List<String> PERSON = List.of("name", "email", "phone");

    private final Consents consents;
    private final FormWatch watch;
    private final MessageSource texts;

    FormViews(Consents consents, FormWatch watch, MessageSource texts) {
        this.consents = consents;
        this.watch = watch;
        this.texts = texts;
    }

    /** @param stamp when the form was first shown, signed */
    record FormView(
            String key,
            String stamp,
            String name,
            String email,
            String phone,
            boolean asksPhone,
            List<FormFields.QuestionView> questions,
            boolean followUp,
            String followUpSentence,
            Map<String, String> errors,
            List<Wrong> wrong) {}

    /** A field that needs a look, by the id it has on the page. */
    record Wrong(String field, String text) {}

    /** Whether a machine filled in the form; then it is told that all is well. */
    boolean isMachine(FormFields fields) {
        return watch.isMachine(fields.given("website"), fields.given("stamp"));
    }

    FormView view(CallType type, FormFields fields, Map<String, String> errors, Locale locale) {
        String key = fields.given("key");
        List<FormFields.QuestionView> questions = fields.questions(
                type, errors, text("booking.yes", locale), text("booking.no", locale), text("booking.onlyIf", locale));
        return new FormView(
                key == null ? UuidCreator.getRandomBased().toString() : key,
                watch.stamp(fields.given("stamp")),
                fields.text("name"),
                fields.text("email"),
                fields.text("phone"),
                type.location().kind() == Location.Kind.PHONE,
                questions,
                !fields.all("followUp").isEmpty(),
                consents.followUpSentence(),
                errors,
                errors.entrySet().stream()
                        .map(one -> new Wrong(
                                isOwn(one.getKey()) ? one.getKey() : FormFields.ANSWER + one.getKey(),
                                label(one.getKey(), type, locale) + ": " + unstopped(one.getValue())))
                        .toList());
    }

    /** A line of a list has no full stop. */
    private static String unstopped(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private String label(String field, CallType type, Locale locale) {
        return isOwn(field)
                ? text("booking.form." + field, locale)
                : type.questions().stream()
                        .filter(q -> q.key().equals(field))
                        .findFirst()
                        .map(q -> q.label())
                        .orElse(field);
    }

    private static boolean isOwn(String field) {
        return PERSON.contains(field) || field.equals("preferred");
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }
}
