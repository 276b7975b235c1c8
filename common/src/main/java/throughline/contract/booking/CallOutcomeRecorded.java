package throughline.contract.booking;

import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;

/** How a call went. {@code revision} counts from 1; {@code corrects} is the outcome that was wrong. */
public record CallOutcomeRecorded(
        CallId callId,
        ClientId clientId,
        Outcome outcome,
        int revision,
        @Nullable Outcome corrects) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return callId.value();
    }
}
