package throughline.notification.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is wrong with a template when it is saved, so that nothing can be wrong when it is sent. */
public final class Templates {
    /** A hand-written mail is a few thousand characters; more is a mistake, or an attack on the Markdown parser. */
    private static final int LARGEST_BODY = 65_536;

    private static final int LARGEST_SUBJECT = 200;
    /** Large mail programs cut a mail off at 102 kB of HTML, and with it the link that stops it. */
    private static final int LARGEST_HTML = 100_000;

    private static final String LONG_VALUE = "https://practice.example/".repeat(4);
    /** The practice's name and the links below the sheet, generously. */
    private static final int FOOT = 2_000;

    private Templates() {}

    /**
     * One thing that is wrong.
     *
     * @param code {@code SUBJECT_REQUIRED, BODY_REQUIRED, SUBJECT_TOO_LONG, BODY_TOO_LONG, LINE_BREAK_IN_SUBJECT,
     *     BROKEN_VARIABLE, UNKNOWN_VARIABLE, FALLBACK_NEEDED, EMPTY_LINK, BAD_LINK, LINK_WITHOUT_WORDS} or {@code MAIL_TOO_LARGE}
     * @param field {@code subject}, {@code markdown} or {@code footer}
     * @param detail the variable's name, the words of the link, the size in kB, or empty
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
        if (template.subject().chars().anyMatch(Templates::endsALine)) {
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
        if (problems.isEmpty()) {
            var compiled = Compiled.of(template);
            problems.addAll(checkLinks("markdown", compiled.body(), always));
            problems.addAll(checkLinks("footer", compiled.footer(), always));
            int size = htmlBytes(template);
            if (size > LARGEST_HTML) {
                problems.add(new Problem("MAIL_TOO_LARGE", "markdown", Integer.toString(size / 1_000)));
            }
        }
        return problems;
    }

    /** Control characters, and what Unicode takes for the end of a line. */
    private static boolean endsALine(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static List<Problem> checkLinks(String field, Compiled.Part part, Set<String> always) {
        return new LinkRules(part, always)
                .broken().stream()
                        .map(link -> new Problem(link.code(), field, link.shown()))
                        .toList();
    }

    /** Of the whole page, with long values for the variables. */
    private static int htmlBytes(MailTemplate template) {
        var compiled = Compiled.of(template);
        Map<String, String> values = Stream.of(
                        compiled.subject(),
                        compiled.body().placeholders(),
                        compiled.footer().placeholders())
                .flatMap(placeholders -> placeholders.variables().stream())
                .collect(Collectors.toMap(Placeholders.Variable::name, _ -> LONG_VALUE, (one, _) -> one));
        var page = HtmlStyle.page(
                compiled.subject(values),
                new HtmlMail(compiled.body(), values, false).render(),
                new HtmlMail(compiled.footer(), values, true).render());
        return page.getBytes(StandardCharsets.UTF_8).length + FOOT;
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
                if (!Placeholders.isSomething(variable.fallback())) {
                    problems.add(new Problem("FALLBACK_NEEDED", field, variable.name()));
                }
            } else if (!always.contains(variable.name())) {
                problems.add(new Problem("UNKNOWN_VARIABLE", field, variable.name()));
            }
        }
        return problems;
    }
}
