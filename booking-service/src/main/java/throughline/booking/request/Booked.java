package throughline.booking.request;

import java.time.Instant;
import throughline.booking.call.Call;
import throughline.contract.CallId;

/** What a booking is answered with. */
public record Booked(
        CallId callId,
        Call.State state,
        Instant start,
        Instant end,
        String zone,
        String manageUrl,
        String calendarUrl) {}
