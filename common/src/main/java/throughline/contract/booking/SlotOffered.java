package throughline.contract.booking;

import java.time.Instant;
import java.time.ZoneId;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;

/**
 * Somebody for whom no time fitted is offered one that has become free. It is kept for them alone until {@code expiresAt};
 * {@code link} leads to the page that takes it or lets it go. {@code callId} is the request's.
 */
public record SlotOffered(
        CallId callId,
        ClientId clientId,
        PractitionerId practitionerId,
        String callType,
        Instant start,
        Instant end,
        ZoneId zone,
        String link,
        Instant expiresAt)
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
