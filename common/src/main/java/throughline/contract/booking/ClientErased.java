package throughline.contract.booking;

import throughline.contract.ClientId;

/** A client asked to be forgotten; everyone deletes what they hold. {@code receipt} identifies the erasure. */
public record ClientErased(ClientId clientId, String receipt) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return clientId.value();
    }
}
