package throughline.booking.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.Question;
import throughline.booking.request.BookingForm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What was typed into the form, as it came, so that it can be sent on and shown again. */
final class FormFields {

    /** Goes before a question's id in the form's field names. */
    static final String ANSWER = "q_";

    private static final int LONGEST = 6_000;

    private final MultiValueMap<String, String> fields;

    FormFields(MultiValueMap<String, String> fields) {
        this.fields = fields;
    }

    String text(String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value.substring(0, Math.min(value.length(), LONGEST));
    }

    @Nullable
    String given(String name) {
        String value = text(name);
        return value.isBlank() ? null : value;
    }

    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** A tap on one of the alternatives wins over the time that was chosen before. */
    String start() {
        String tapped = given("slot");
        return tapped == null ? text("start") : tapped;
    }

    /** @param hold whether to claim the hold; over, the time may still be free */
    BookingForm booking(CallType type, boolean hold) {
        return new BookingForm(
                type.typeId(),
                start(),
                null,
                given("zone"),
                text("name"),
                text("email"),
                given("phone"),
                answers(type),
                hold && given("slot") == null ? given("hold") : null,
                given("source"),
                null,
                !all("followUp").isEmpty());
    }

    Map<String, JsonNode> answers(CallType type) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (Question question : type.questions()) {
            List<String> given = all(ANSWER + question.key());
            if (question.kind() == Question.Kind.CHOICES) {
                var several = JsonNodeFactory.instance.arrayNode();
                given.forEach(several::add);
                answers.put(question.key(), several);
            } else if (!given.isEmpty()) {
                answers.put(question.key(), JsonNodeFactory.instance.stringNode(given.getFirst()));
            }
        }
        return answers;
    }

    /** One question as the form shows it, with what was answered; {@code more}: what is only asked after a yes. */
    record QuestionView(
            String field,
            String label,
            String kind,
            boolean required,
            List<Choice> choices,
            String value,
            @Nullable String error,
            @Nullable String hint,
            List<QuestionView> more) {

        /** Where it stands says when it is asked. */
        private QuestionView withoutHint() {
            return new QuestionView(field, label, kind, required, choices, value, error, null, more);
        }

        private QuestionView with(QuestionView shown) {
            return new QuestionView(
                    field,
                    label,
                    kind,
                    required,
                    choices,
                    value,
                    error,
                    hint,
                    Stream.concat(more.stream(), Stream.of(shown)).toList());
        }
    }

    record Choice(String value, String text, boolean chosen) {}

    List<QuestionView> questions(CallType type, Map<String, String> errors, String yes, String no, String onlyIf) {
        List<QuestionView> views = new ArrayList<>();
        for (Question question : type.questions()) {
            String field = ANSWER + question.key();
            List<String> given = all(field);
            List<Choice> choices = switch (question.kind()) {
                case YES_NO ->
                    List.of(new Choice("no", no, given.contains("no")), new Choice("yes", yes, given.contains("yes")));
                case CHOICE, CHOICES ->
                    question.options().stream()
                            .map(option -> new Choice(option, option, given.contains(option)))
                            .toList();
                case TEXT, LONG_TEXT -> List.of();
            };
            Question.ShowWhen when = question.showWhen();
            views.add(new QuestionView(
                    field,
                    question.label(),
                    question.kind().name(),
                    question.required() && when == null,
                    choices,
                    given.isEmpty() ? "" : given.getFirst(),
                    errors.get(question.key()),
                    when == null ? null : hint(type, when, onlyIf),
                    List.of()));
        }
        return nested(type, views);
    }

    /** What is asked after a yes stands inside that question, where the style sheet shows it without script. */
    private static List<QuestionView> nested(CallType type, List<QuestionView> views) {
        Map<String, QuestionView> byField = new LinkedHashMap<>();
        views.forEach(view -> byField.put(view.field(), view));
        for (Question question : type.questions().reversed()) {
            Question.ShowWhen when = question.showWhen();
            QuestionView parent = when == null ? null : byField.get(ANSWER + when.question());
            QuestionView own = byField.get(ANSWER + question.key());
            if (when != null
                    && parent != null
                    && own != null
                    && parent.kind().equals(Question.Kind.YES_NO.name())
                    && when.equals().equals("yes")) {
                byField.put(parent.field(), parent.with(own.withoutHint()));
                byField.remove(own.field());
            }
        }
        return byField.values().stream().map(FormFields::inOrder).toList();
    }

    private static QuestionView inOrder(QuestionView view) {
        return view.more().size() < 2
                ? view
                : new QuestionView(
                        view.field(),
                        view.label(),
                        view.kind(),
                        view.required(),
                        view.choices(),
                        view.value(),
                        view.error(),
                        view.hint(),
                        view.more().reversed());
    }

    private static String hint(CallType type, Question.ShowWhen when, String onlyIf) {
        return type.questions().stream()
                .filter(q -> q.key().equals(when.question()))
                .findFirst()
                .map(q -> onlyIf.replace("{0}", q.label()).replace("{1}", when.equals()))
                .orElse("");
    }
}
