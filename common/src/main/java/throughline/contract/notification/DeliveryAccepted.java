package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** The relay took the mail over; that is not the same as read. {@code possibleDuplicate}: it may have been taken before. */
public record DeliveryAccepted(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        int attempt,
        int replyCode,
        boolean possibleDuplicate)
        implements DeliveryEvent {}
