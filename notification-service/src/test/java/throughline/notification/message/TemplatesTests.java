package throughline.notification.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTests {
    private static final Set<String> ALWAYS = Set.of("call.when", "booking.link");
    private static final Set<String> MAYBE = Set.of("client.firstName", "call.manageLink");

    @Test
    void variableThatCanBeEmptyNeedsAFallback() {
        assertThat(check("Hello {{client.firstName}}")).containsExactly("FALLBACK_NEEDED client.firstName");
        assertThat(check("Hello {{client.firstName|}}")).containsExactly("FALLBACK_NEEDED client.firstName");
        assertThat(check("Hello {{client.firstName|there}}, {{call.when}}")).isEmpty();
    }

    @Test
    void unknownOrBrokenVariablesAreRefused() {
        assertThat(check("{{client.diagnosis|x}}")).containsExactly("UNKNOWN_VARIABLE client.diagnosis");
        assertThat(check("{{call.when")).containsExactly("BROKEN_VARIABLE ");
        assertThat(check("{{#each calls}}")).containsExactly("BROKEN_VARIABLE ");
    }

    @Test
    void subjectIsOneLineAndBothArePresent() {
        assertThat(Templates.check(new MailTemplate("a\r\nBcc: x", "b"), ALWAYS, MAYBE))
                .extracting(Templates.Problem::code)
                .containsExactly("LINE_BREAK_IN_SUBJECT");
        assertThat(Templates.check(new MailTemplate(" ", " "), ALWAYS, MAYBE))
                .extracting(Templates.Problem::code)
                .containsExactly("SUBJECT_REQUIRED", "BODY_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "\u200B", "…", "\u00A0"})
    void greetingWithNothingToGreetIsRefused(String fallback) {
        assertThat(check("Hi {{client.firstName|" + fallback + "}},"))
                .containsExactly("FALLBACK_NEEDED client.firstName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200B", "\u2060 \u00AD"})
    void nameThatCannotBeSeenIsGreetedByTheFallback(String name) {
        var body = Compiled.of(new MailTemplate("s", "Hi {{client.firstName|there}},"))
                .body();

        assertThat(new TextMail(body, Map.of("client.firstName", name)).render())
                .contains("Hi there,");
    }

    @ParameterizedTest
    @CsvSource({
        "[Here](),                                EMPTY_LINK Here",
        "[Here](<>),                              EMPTY_LINK Here",
        "[Here](/book),                           BAD_LINK Here",
        "[Here](book.html),                       BAD_LINK Here",
        "[Here](//practice.example/book),         BAD_LINK Here",
        "[Here](https://),                        BAD_LINK Here",
        "[Here](http:/practice.example),          BAD_LINK Here",
        "[Here](javascript:alert(1)),             BAD_LINK Here",
        "[Here](data:text/html;base64;x),         BAD_LINK Here",
        "[Here](mailto:nobody),                   BAD_LINK Here",
        "[Here]({{client.firstName|there}}),      BAD_LINK Here",
        "[Here]({{call.manageLink|soon}}),        BAD_LINK Here",
        "[](https://practice.example/book),       LINK_WITHOUT_WORDS https://practice.example/book"
    })
    void linkThatGoesNowhereOrSaysNothingIsRefused(String markdown, String problem) {
        assertThat(check("Look: " + markdown + " and so on.")).containsExactly(problem);
        assertThat(check(markdown)).as("as a button").containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://practice.example/book",
                "http://localhost:8080/book?type=a&b=c#d",
                "https://müller.example/über-uns",
                "mailto:mira@practice.example",
                "{{booking.link}}",
                "{{call.manageLink|https://practice.example/book}}",
                "https://practice.example/{{call.when}}"
            })
    void linkWithAFullAddressIsFine(String address) {
        assertThat(check("[Here](" + address + ")")).isEmpty();
    }

    @Test
    void mailThatProgramsWouldCutOffIsRefused() {
        assertThat(check("- one\n".repeat(1_500))).first().asString().startsWith("MAIL_TOO_LARGE ");
        assertThat(check("word ".repeat(10_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b", "a\u2028b", "a\u0085b", "a\tb"})
    void subjectIsOneLineOfPrintableCharacters(String subject) {
        assertThat(Templates.check(new MailTemplate(subject, "b"), ALWAYS, MAYBE))
                .extracting(Templates.Problem::code)
                .containsExactly("LINE_BREAK_IN_SUBJECT");
    }

    @Test
    void subjectHasAnEnd() {
        assertThat(Templates.check(new MailTemplate("x".repeat(201), "b"), ALWAYS, MAYBE))
                .extracting(Templates.Problem::code)
                .containsExactly("SUBJECT_TOO_LONG");
        assertThat(Templates.check(new MailTemplate("x".repeat(200), "b"), ALWAYS, MAYBE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-at-sign",
                "@client.example",
                "a@",
                "a b@client.example",
                "a\r\nRCPT TO:<x>@client.example",
                "a@b c",
                "a..b@client.example",
                "<a@client.example>",
                "a@-bad-.example"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThatThrownBy(() -> MailAddress.of(address)).isInstanceOf(MailAddress.Unusable.class);
    }

    private static List<String> check(String markdown) {
        return Templates.check(new MailTemplate("Hello", markdown), ALWAYS, MAYBE).stream()
                .map(problem -> problem.code() + " " + problem.detail())
                .toList();
    }
}
