package throughline.endtoend.refusal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import throughline.endtoend.practice.Practice;

/** Waits until what others have started has come to rest, so that documents can be counted. */
final class Quiet {

    private Quiet() {}

    static void await(Practice practice) {
        var before = new AtomicReference<Map<String, Long>>(Map.of());
        Awaitility.await("rest")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1_200))
                .until(() -> {
                    var now = practice.database().counts();
                    return before.getAndSet(now).equals(now)
                            && practice.database().unpublished().isEmpty();
                });
    }
}
