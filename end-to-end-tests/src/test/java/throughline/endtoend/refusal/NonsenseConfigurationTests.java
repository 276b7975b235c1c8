package throughline.endtoend.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import throughline.endtoend.practice.Practice;
import throughline.launcher.CannotStart;
import throughline.launcher.Installation.Shape;

/** A value that makes no sense stops the start with a sentence that names it and says what would do. */
@Tag("running-system")
class NonsenseConfigurationTests {

    private static final Map<String, String> NONSENSE = Map.of(
            "THROUGHLINE_PORT", "eighty",
            "THROUGHLINE_URL", "ftp://practice.example",
            "THROUGHLINE_ZONE", "Mars/Olympus",
            "THROUGHLINE_CLOCK", "yesterday",
            "THROUGHLINE_API_TOKEN", "short",
            "THROUGHLINE_MAIL_FROM", "nobody",
            "SMTP_TLS", "maybe",
            "SMTP_CONNECTIONS", "0",
            "TRUSTED_PROXIES", "the-one-downstairs",
            "FRAME_ANCESTORS", "*");

    @Test
    void everyNonsenseIsRefusedInOneSentence() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(3)) {
            var refusals = threads.invokeAll(NONSENSE.entrySet().stream()
                    .map(entry -> (Callable<Refused>) () -> start(entry.getKey(), entry.getValue()))
                    .toList());

            for (var one : refusals) {
                var refused = one.get();
                assertThat(refused.exitCode()).as(refused.sentence()).isEqualTo(78);
                assertThat(refused.sentence())
                        .startsWith(refused.variable() + " ")
                        .endsWith(".")
                        .doesNotContain("\n");
            }
        }
    }

    private static Refused start(String variable, String value) {
        try (var practice = Practice.onSharedServers(Shape.STANDALONE, withRelayWhereItMatters(variable, value))) {
            return new Refused(variable, 0, "started at " + practice.http().base());
        } catch (CannotStart refusal) {
            return new Refused(variable, refusal.exitCode(), String.valueOf(refusal.getMessage()));
        }
    }

    /** Without a relay the launcher sets the connection to its own sink itself. */
    private static Map<String, String> withRelayWhereItMatters(String variable, String value) {
        return variable.startsWith("SMTP_")
                ? Map.of("SMTP_HOST", "127.0.0.1", variable, value)
                : Map.of(variable, value);
    }

    private record Refused(String variable, int exitCode, String sentence) {}
}
