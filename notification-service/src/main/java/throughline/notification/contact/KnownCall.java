package throughline.notification.contact;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;

/**
 * A call as this service knows it. {@code where} says how to meet, in words; {@code sequence} is the calendar's SEQUENCE;
 * {@code outcomeRevision} the newest outcome that was recorded, 0 for none; {@code callType} its id and {@code article} the one
 * it was booked from, both empty where that is not known.
 */
public record KnownCall(
        CallId id,
        ClientId clientId,
        String typeName,
        String practitioner,
        @Nullable Instant start,
        @Nullable Instant end,
        ZoneId zone,
        String where,
        String manageLink,
        State state,
        @Nullable String uid,
        int sequence,
        int outcomeRevision,
        String callType,
        String article) {

    /** What became of it so far. */
    public enum State {
        REQUESTED,
        CONFIRMED,
        DECLINED,
        CANCELLED
    }
}
