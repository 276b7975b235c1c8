package throughline.contract.booking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;

/** A call was cancelled; its time is free again. {@code start} is absent for a request without a time. */
public record CallCancelled(
        CallId callId,
        ClientId clientId,
        @Nullable Instant start,
        By by,
        @Nullable String reason,
        @Nullable CalendarEntry calendar)
        implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return callId.value();
    }
}
