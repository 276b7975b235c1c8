package throughline.contract.booking;

import throughline.contract.ClientId;

/** Two records may be one person; staff decide. */
public record PossibleDuplicateClient(ClientId clientId, ClientId other, String reason) implements BookingEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return clientId.value();
    }
}
