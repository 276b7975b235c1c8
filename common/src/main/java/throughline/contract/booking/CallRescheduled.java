package throughline.contract.booking;

import java.time.Instant;
import java.time.ZoneId;
import throughline.contract.CallId;
import throughline.contract.ClientId;

/** A call moved; {@code manageLink} replaces the former one. {@code from} and {@code to} are starts, {@code end} the new end. */
public record CallRescheduled(
        CallId callId,
        ClientId clientId,
        Instant from,
        Instant to,
        Instant end,
        ZoneId zone,
        CalendarEntry calendar,
        String manageLink,
        By by)
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
