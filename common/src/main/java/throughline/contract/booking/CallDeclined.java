package throughline.contract.booking;

import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;

/** A requested call was declined by the practitioner. */
public record CallDeclined(
        CallId callId, ClientId clientId, By by, @Nullable String reason) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return callId.value();
    }
}
