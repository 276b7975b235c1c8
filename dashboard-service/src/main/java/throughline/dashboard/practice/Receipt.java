package throughline.dashboard.practice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an erasure. */
public record Receipt(String receipt, String clientId, Instant at, boolean complete, List<Confirmed> services) {

    /** {@code at} is absent until the service has confirmed. */
    public record Confirmed(String service, @Nullable Instant at) {}
}
