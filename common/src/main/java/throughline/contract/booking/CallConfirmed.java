package throughline.contract.booking;

import throughline.contract.CallId;
import throughline.contract.ClientId;

/** A requested call was confirmed; its time is taken. */
public record CallConfirmed(CallId callId, ClientId clientId, By by, CalendarEntry calendar) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return callId.value();
    }
}
