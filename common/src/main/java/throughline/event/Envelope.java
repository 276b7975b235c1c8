package throughline.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What goes with every event (CloudEvents 1.0 attributes and extensions).
 *
 * @param id UUIDv7; the same for every copy of this event
 * @param source the publishing service, {@code /booking}
 * @param type {@code throughline.booking.CallRequested.v1}
 * @param subject the aggregate it happened to
 * @param time practice time
 * @param key what stays in order, the record's key
 * @param sequence rises by one with each event of the aggregate, from 1
 * @param correlationId the id of the first command of the chain
 * @param causationId the event that was being handled, if any
 * @param traceparent W3C trace context, if there is one
 */
public record Envelope(
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String key,
        long sequence,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {}
