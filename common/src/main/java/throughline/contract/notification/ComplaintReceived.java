package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** The reader called the mail unwanted, and their provider told us. */
public record ComplaintReceived(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId) implements DeliveryEvent {}
