package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** Refused for good, or given up after 72 hours. */
public record DeliveryRejected(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        int attempt,
        int replyCode,
        String reason)
        implements DeliveryEvent {}
