package throughline.dashboard.practice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One planned e-mail and its fate, as notification lists it; {@code to} is the reader's first name and initial. */
public record Delivery(
        String id,
        String clientId,
        @Nullable String to,
        @Nullable String sequence,
        @Nullable String step,
        @Nullable String purpose,
        @Nullable String subject,
        String state,
        @Nullable String reason,
        @Nullable Instant dueAt,
        @Nullable Instant nextAt,
        @Nullable Instant changedAt,
        @Nullable Integer attempts,
        @Nullable String why) {

    /** When it will be tried: at the next try, else when it is due. */
    public @Nullable Instant ahead() {
        return nextAt == null ? dueAt : nextAt;
    }

    /** Since when it is as it is. */
    public @Nullable Instant since() {
        return changedAt == null ? dueAt : changedAt;
    }

    /** Not sent yet, and meant to be. */
    public boolean isAhead() {
        return switch (state) {
            case "PLANNED", "CLAIMED", "DOT_INTENT", "DEFERRED" -> true;
            default -> false;
        };
    }
}
