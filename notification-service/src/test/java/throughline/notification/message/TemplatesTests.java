package throughline.notification.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTests {
    private static final Set<String> ALWAYS = Set.of("call.when");
    private static final Set<String> MAYBE = Set.of("client.firstName");

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
