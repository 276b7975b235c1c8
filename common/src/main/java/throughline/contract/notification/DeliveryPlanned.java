package throughline.contract.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/** A mail has a row in the ledger and will have exactly one fate. {@code because} is the id of the event, or enrollment, that led to it. */
public record DeliveryPlanned(
        DeliveryId deliveryId,
        ClientId clientId,
        String purpose,
        @Nullable String step,
        String messageId,
        Instant dueAt,
        @Nullable String because)
        implements DeliveryEvent {}
