package throughline.notification.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Says what is wrong with a template when it is saved, so that nothing can be wrong when it is sent. */
public final class Templates {
    /** A hand-written mail is a few thousand characters; more is a mistake, or an attack on the Markdown parser. */
    private static final int LARGEST_BODY = 65_536;

    private static final int LARGEST_SUBJECT = 200;

    private Templates() {}

    /**
     * One thing that is wrong.
     *
     * @param code {@code SUBJECT_REQUIRED, BODY_REQUIRED, SUBJECT_TOO_LONG, BODY_TOO_LONG, LINE_BREAK_IN_SUBJECT,
     *     BROKEN_VARIABLE, UNKNOWN_VARIABLE} or {@code FALLBACK_NEEDED}
     * @param field {@code subject}, {@code markdown} or {@code footer}
     * @param detail the variable's name, or empty
     */
    public record Problem(String code, String field, String detail) {}

    /**
     * @param always variables that always have a value where this template is used
     * @param maybeEmpty variables that may have none: they need a fallback
     * @return every problem; empty if the template may be saved
     */
    public static List<Problem> check(MailTemplate template, Set<String> always, Set<String> maybeEmpty) {
        var problems = new ArrayList<Problem>();
        if (template.subject().isBlank()) {
            problems.add(new Problem("SUBJECT_REQUIRED", "subject", ""));
        }
        if (template.subject().length() > LARGEST_SUBJECT) {
            problems.add(new Problem("SUBJECT_TOO_LONG", "subject", ""));
        }
        if (template.subject().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            problems.add(new Problem("LINE_BREAK_IN_SUBJECT", "subject", ""));
        }
        if (template.markdown().isBlank()) {
            problems.add(new Problem("BODY_REQUIRED", "markdown", ""));
        }
        if (template.markdown().length() + template.footer().length() > LARGEST_BODY) {
            problems.add(new Problem("BODY_TOO_LONG", "markdown", ""));
            return problems;
        }
        Stream.of("subject", "markdown", "footer")
                .forEach(field -> problems.addAll(checkVariables(field, field(template, field), always, maybeEmpty)));
        return problems;
    }

    private static String field(MailTemplate template, String name) {
        return switch (name) {
            case "subject" -> template.subject();
            case "markdown" -> template.markdown();
            default -> template.footer();
        };
    }

    private static List<Problem> checkVariables(String field, String text, Set<String> always, Set<String> maybeEmpty) {
        var problems = new ArrayList<Problem>();
        var placeholders = Placeholders.in(text);
        if (placeholders.isBroken()) {
            problems.add(new Problem("BROKEN_VARIABLE", field, ""));
        }
        for (var variable : placeholders.variables()) {
            if (maybeEmpty.contains(variable.name())) {
                if (variable.fallback().isBlank()) {
                    problems.add(new Problem("FALLBACK_NEEDED", field, variable.name()));
                }
            } else if (!always.contains(variable.name())) {
                problems.add(new Problem("UNKNOWN_VARIABLE", field, variable.name()));
            }
        }
        return problems;
    }
}
