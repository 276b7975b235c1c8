package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** Deliberately not sent. {@code reason} is a code: stopped, suppressed, no_consent, stale, cancelled, outcome_corrected and so on. */
public record DeliverySkipped(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        String reason)
        implements DeliveryEvent {}
