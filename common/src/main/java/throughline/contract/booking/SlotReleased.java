package throughline.contract.booking;

import java.time.Instant;
import throughline.contract.PractitionerId;

/** Time that was taken is free again. */
public record SlotReleased(PractitionerId practitionerId, String callType, Instant start, Instant end)
        implements BookingEvent {

    @Override
    public String key() {
        return practitionerId.value();
    }

    @Override
    public String subject() {
        return practitionerId.value();
    }
}
