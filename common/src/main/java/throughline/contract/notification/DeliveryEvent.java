package throughline.contract.notification;

import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/**
 * What happened to one planned e-mail. {@code clientId} is the client, or the subscriber's id where the recipient is only a
 * subscriber; {@code practice} for the practitioner's copies.
 */
public sealed interface DeliveryEvent extends NotificationEvent
        permits DeliveryPlanned,
                DeliveryAccepted,
                DeliveryDeferred,
                DeliveryRejected,
                DeliveryInDoubt,
                DeliverySkipped,
                DeliveryResolved,
                DeliveryBounced,
                ComplaintReceived {

    DeliveryId deliveryId();

    ClientId clientId();

    String purpose();

    @Override
    default String key() {
        return clientId().value();
    }

    @Override
    default String subject() {
        return deliveryId().value();
    }
}
