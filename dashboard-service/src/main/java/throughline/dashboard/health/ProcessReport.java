package throughline.dashboard.health;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.inbox.DeadLetter;
import throughline.service.Light;

/** What one process says of itself: aggregates with unpublished facts by collection, what it gave up, its lights. */
public record ProcessReport(
        @Nullable Map<String, Long> outboxPending,
        @Nullable List<DeadLetter> deadLetters,
        @Nullable List<Light> lights) {

    long unpublished() {
        return outboxPending == null
                ? 0
                : outboxPending.values().stream().mapToLong(Long::longValue).sum();
    }
}
