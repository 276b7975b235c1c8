package throughline.notification.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as the reader's calendar should have it (iTIP, RFC 5546).
 *
 * @param uid the same over the call's life
 * @param sequence rises with each change
 * @param summary the entry's title; names no condition
 * @param location words or a link, if there is one
 */
public record CalendarPart(
        Method method,
        String uid,
        int sequence,
        Instant start,
        Instant end,
        String summary,
        @Nullable String location) {

    /** What the reader's calendar is asked to do. */
    public enum Method {
        REQUEST,
        CANCEL
    }
}
