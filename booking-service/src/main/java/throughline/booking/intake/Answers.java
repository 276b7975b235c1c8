package throughline.booking.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.calltype.Question;
import throughline.web.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * Answers to a call type's questions: each in the form its question asks for. What was not asked, or was hidden by another
 * answer, is dropped.
 *
 * @param values by question, in the order of the questions; several values for a question with several choices
 */
public record Answers(Map<String, List<String>> values) {

    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_TEXT = 5_000;

    /** @throws Problem naming the question whose answer is missing or makes no sense */
    public static Answers checked(List<Question> questions, @Nullable Map<String, JsonNode> given) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        check(questions, given, values).stream().findFirst().ifPresent(problem -> {
            throw problem;
        });
        return new Answers(values);
    }

    /** All that is missing or makes no sense, in the order of the questions; each names its question. */
    public static List<Problem> wrong(List<Question> questions, @Nullable Map<String, JsonNode> given) {
        return check(questions, given, new LinkedHashMap<>());
    }

    private static List<Problem> check(
            List<Question> questions, @Nullable Map<String, JsonNode> given, Map<String, List<String>> values) {
        List<Problem> problems = new ArrayList<>();
        for (Question question : questions) {
            if (isShown(question, values)) {
                try {
                    List<String> answer = answered(question, given);
                    if (!answer.isEmpty()) {
                        values.put(question.key(), answer);
                    }
                } catch (Problem problem) {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }

    private static List<String> answered(Question question, @Nullable Map<String, JsonNode> given) {
        List<String> answer = read(question, given == null ? null : given.get(question.key()));
        if (answer.isEmpty() && question.required()) {
            throw Inputs.unprocessable("ANSWER_REQUIRED", question.key(), Sentences.of("booking.problem.answer"));
        }
        return answer;
    }

    private static boolean isShown(Question question, Map<String, List<String>> earlier) {
        Question.ShowWhen when = question.showWhen();
        return when == null || earlier.getOrDefault(when.question(), List.of()).contains(when.equals());
    }

    private static List<String> read(Question question, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return List.of();
        }
        return switch (question.kind()) {
            case TEXT -> text(question, given, LONGEST_LINE, false);
            case LONG_TEXT -> text(question, given, LONGEST_TEXT, true);
            case CHOICE -> chosen(question, text(question, given, LONGEST_LINE, false));
            case CHOICES -> chosen(question, several(question, given));
            case YES_NO ->
                given.isBoolean()
                        ? List.of(given.booleanValue() ? "yes" : "no")
                        : among(Set.of("yes", "no"), question, text(question, given, LONGEST_LINE, false));
        };
    }

    private static List<String> several(Question question, JsonNode given) {
        if (!given.isArray()) {
            return text(question, given, LONGEST_LINE, false);
        }
        List<String> all = new ArrayList<>();
        given.forEach(one -> all.addAll(text(question, one, LONGEST_LINE, false)));
        return all.stream().distinct().toList();
    }

    private static List<String> text(Question question, JsonNode given, int longest, boolean lines) {
        if (!given.isString()) {
            throw Inputs.malformed(question.key());
        }
        String text = given.stringValue().strip();
        if (text.length() > longest || !(lines ? Inputs.isText(text) : Inputs.isOneLine(text))) {
            throw bad(question, Sentences.of(lines ? "booking.problem.atMost" : "booking.problem.line", longest));
        }
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static List<String> chosen(Question question, List<String> answer) {
        return among(Set.copyOf(question.options()), question, answer);
    }

    private static List<String> among(Set<String> choices, Question question, List<String> answer) {
        if (!choices.containsAll(answer)) {
            throw bad(question, Sentences.of("booking.problem.choice"));
        }
        return answer;
    }

    private static Problem bad(Question question, String sentence) {
        return Inputs.unprocessable("BAD_ANSWER", question.key(), sentence);
    }
}
