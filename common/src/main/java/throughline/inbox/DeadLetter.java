package throughline.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that was given up, as staff see it; never its content.
 *
 * @param waiting how many later events of the same key queue behind it
 * @param at machine time
 */
public record DeadLetter(
        String id,
        Kind kind,
        String group,
        String topic,
        @Nullable String type,
        @Nullable String eventId,
        @Nullable String key,
        String cause,
        Instant at,
        long waiting) {

    /** UNREADABLE never blocks anything; FAILED parks its key; WAITING stands behind a failed one. */
    public enum Kind {
        UNREADABLE,
        FAILED,
        WAITING
    }
}
