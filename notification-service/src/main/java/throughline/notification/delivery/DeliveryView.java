package throughline.notification.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row as the outside sees it. {@code nextAt}: practice time of the next try, where there is one. */
public record DeliveryView(
        String id,
        String clientId,
        @Nullable String sequence,
        @Nullable String step,
        String purpose,
        String subject,
        DeliveryState state,
        @Nullable String reason,
        Instant dueAt,
        @Nullable Instant nextAt,
        Instant changedAt,
        int attempts,
        String messageId,
        boolean possibleDuplicate,
        String because,
        String why) {

    static DeliveryView of(Delivery row) {
        var plan = row.plan();
        var progress = row.progress();
        var origin = plan.origin();
        return new DeliveryView(
                row.id(),
                plan.clientId().value(),
                origin == null ? null : origin.sequence(),
                plan.step(),
                plan.purpose(),
                plan.subject(),
                progress.state(),
                progress.reason(),
                plan.dueAt(),
                progress.nextAt(),
                progress.changedAt(),
                progress.attempts(),
                plan.messageId(),
                progress.possibleDuplicate(),
                plan.because(),
                plan.why());
    }
}
