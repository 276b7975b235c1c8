package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/**
 * The relay had taken the mail over and it came back. {@code status} is the enhanced status code (RFC 3463); {@code permanent}:
 * nobody can be reached there.
 */
public record DeliveryBounced(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        String status,
        boolean permanent)
        implements DeliveryEvent {}
