package throughline.contract.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** Not now; it will be tried again at {@code nextTry}. {@code reason} is a code. */
public record DeliveryDeferred(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        int attempt,
        int replyCode,
        String reason,
        Instant nextTry)
        implements DeliveryEvent {}
