package throughline.dashboard.practice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A client's run through a version of a sequence, as notification lists it. */
public record Enrollment(
        String id,
        String clientId,
        String sequence,
        @Nullable Integer version,
        @Nullable String step,
        String state,
        @Nullable Instant dueAt,
        @Nullable String rule,
        @Nullable String endedBecause) {

    public boolean isInFlight() {
        return switch (state) {
            case "WAITING", "PAUSED", "AWAITING_APPROVAL" -> true;
            default -> false;
        };
    }
}
