package throughline.contract.notification;

import throughline.contract.ClientId;

/** An address must not be written to any more. The address itself is not in the event. */
public record AddressSuppressed(ClientId clientId, String reason) implements NotificationEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return clientId.value();
    }
}
