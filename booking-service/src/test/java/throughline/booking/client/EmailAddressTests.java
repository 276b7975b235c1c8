package throughline.booking.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @CsvSource({
        "Ana@Example.ORG, ana@example.org",
        "ana@Straße.de, ana@xn--strae-oqa.de",
        "ana@münchen.example, ana@xn--mnchen-3ya.example",
        "josé@example.org, josé@example.org",
        "a.b+c@sub.example.org, a.b+c@sub.example.org",
        "' ana@example.org ', ana@example.org"
    })
    void equalAddressesHaveEqualKeys(String given, String key) {
        assertThat(EmailAddress.of(given).map(EmailAddress::key)).isEqualTo(Optional.of(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "@example.org",
                "ana@",
                "ana@example",
                "ana@example..org",
                "ana@-example.org",
                "ana.@example.org",
                ".ana@example.org",
                "a na@example.org",
                "ana@exam ple.org",
                "ana@[127.0.0.1]",
                "ana@127.0.0.1",
                "a@b@c.org,d@e.org",
                "\"ana\"@example.org",
                "ana@example.org\r\nBcc: x@y.org",
                "ana@exa_mple.org",
                "<ana@example.org>",
                "ana\u0000@example.org",
                "ana@example.123"
            })
    void whatCannotBeAnAddressIsNone(String given) {
        assertThat(EmailAddress.of(given)).isEmpty();
    }

    @Test
    void lengthsAreLimited() {
        assertThat(EmailAddress.of("a".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.of("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.of("a@" + "b".repeat(64) + ".org")).isEmpty();
    }
}
