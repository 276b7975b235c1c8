package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** A person, or the reconcile deadline, decided about a mail in doubt: {@code as} is SENT, SEND_AGAIN or GIVE_UP. */
public record DeliveryResolved(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        String as,
        String by)
        implements DeliveryEvent {}
