package throughline.contract.booking;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;

/**
 * A call was asked for; in state CONFIRMED its time is taken. {@code start} and {@code end} are absent when no time
 * fitted. {@code followUp}: whether mails may follow the call. {@code practitionerName} and {@code location} are what a
 * confirmation says; {@code location} is {@code PHONE}, {@code VIDEO} or {@code IN_PERSON} with its text.
 */
public record CallRequested(
        CallId callId,
        ClientId clientId,
        PractitionerId practitionerId,
        String practitionerName,
        String callType,
        String callTypeName,
        @Nullable Instant start,
        @Nullable Instant end,
        ZoneId zone,
        Contact contact,
        boolean followUp,
        Location location,
        String manageLink,
        @Nullable Source source,
        State state,
        @Nullable CalendarEntry calendar)
        implements BookingEvent {

    /** REQUESTED waits for the practitioner. */
    public enum State {
        REQUESTED,
        CONFIRMED,
        OTHER
    }

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return callId.value();
    }
}
