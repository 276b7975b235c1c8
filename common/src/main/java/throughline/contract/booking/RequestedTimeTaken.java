package throughline.contract.booking;

import java.time.Instant;
import java.util.List;
import throughline.contract.CallId;
import throughline.contract.ClientId;

/**
 * The time of a call that still waits for the practitioner's answer has gone to another call. The request stays open and can be
 * moved by {@code manageLink}. {@code start} is the time that was asked for, {@code alternatives} the free starts closest to
 * it, at most three.
 */
public record RequestedTimeTaken(
        CallId callId, ClientId clientId, Instant start, List<Instant> alternatives, String manageLink)
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
