package throughline.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class ConfigurationCheckTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throughline.zone | Mars/Phobos | THROUGHLINE_ZONE",
                "throughline.zone | +02:00 | THROUGHLINE_ZONE",
                "throughline.clock | yesterday | THROUGHLINE_CLOCK",
                "throughline.clock | simulated:noon | THROUGHLINE_CLOCK",
                "throughline.url | ftp://example.com | THROUGHLINE_URL",
                "throughline.url | https://example.com/practice | THROUGHLINE_URL",
                "throughline.mail-from | no address | THROUGHLINE_MAIL_FROM",
                "throughline.api-token | short | THROUGHLINE_API_TOKEN",
                "server.port | 99999 | THROUGHLINE_PORT",
                "spring.kafka.bootstrap-servers | kafka | KAFKA_BOOTSTRAP_SERVERS",
                "spring.kafka.bootstrap-servers | kafka:9092, | KAFKA_BOOTSTRAP_SERVERS",
                "throughline.smtp.port | 0 | SMTP_PORT",
                "throughline.smtp.tls | maybe | SMTP_TLS",
                "throughline.smtp.connections | 0 | SMTP_CONNECTIONS",
                "throughline.trusted-proxies | everyone | TRUSTED_PROXIES",
                "throughline.frame-ancestors | example.com | FRAME_ANCESTORS"
            })
    void nonsenseIsRefusedWithTheNameOfTheVariable(String property, String value, String variable) {
        MockEnvironment environment = new MockEnvironment().withProperty(property, value);

        assertThatThrownBy(() -> ConfigurationCheck.of(environment).run())
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageStartingWith(variable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throughline.zone | US/Pacific",
                "throughline.zone | Asia/Kathmandu",
                "throughline.clock | simulated:2026-12-01T12:00:00Z",
                "throughline.url | https://example.com/",
                "throughline.url | http://localhost:0",
                "spring.kafka.bootstrap-servers | kafka-1:9092, PLAINTEXT://[::1]:9093",
                "throughline.mail-from | mira@example.com",
                "throughline.api-token | aaaaaaaaaaaaaaaaaaaaaaaa",
                "throughline.trusted-proxies | 127.0.0.1, ::1",
                "throughline.frame-ancestors | https://a.example https://b.example:8443"
            })
    void whatMakesSenseIsTaken(String property, String value) {
        MockEnvironment environment = new MockEnvironment().withProperty(property, value);

        assertThatCode(() -> ConfigurationCheck.of(environment).run()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource("secret-but-short")
    void aSecretIsNeverRepeated(String secret) {
        MockEnvironment environment = new MockEnvironment().withProperty("throughline.api-token", secret);

        assertThatThrownBy(() -> ConfigurationCheck.of(environment).run()).hasMessageNotContaining(secret);
    }
}
