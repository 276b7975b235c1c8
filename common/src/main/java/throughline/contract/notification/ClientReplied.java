package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** A person wrote back; {@code deliveryId} is the mail they answered, where that is known. What they wrote is not in the event. */
public record ClientReplied(ClientId clientId, @Nullable DeliveryId deliveryId) implements NotificationEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return clientId.value();
    }
}
