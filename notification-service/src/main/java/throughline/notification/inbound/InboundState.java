package throughline.notification.inbound;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was made of one mail that came in; of its words nothing is kept. {@code settled}: staff have dealt with the reply. */
record InboundState(
        Kind kind, @Nullable String clientId, @Nullable String deliveryId, String status, Instant at, boolean settled) {

    InboundState nowSettled() {
        return new InboundState(kind, clientId, deliveryId, status, at, true);
    }
}
