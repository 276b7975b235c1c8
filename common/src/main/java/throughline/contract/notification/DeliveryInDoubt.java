package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** The whole mail was handed over and the answer lost: it may or may not have arrived. */
public record DeliveryInDoubt(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        int attempt) implements DeliveryEvent {}
