package throughline.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row as the outside sees it.
 *
 * @param to the name of the reader, first name and initial, for pages of the staff; never the address
 * @param nextAt practice time of the next try, where there is one
 * @param decision who decided about it and why, where a person did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        String id,
        String clientId,
        @Nullable String sequence,
        @Nullable String step,
        String purpose,
        @Nullable String to,
        String subject,
        DeliveryState state,
        @Nullable String reason,
        Instant dueAt,
        @Nullable Instant nextAt,
        Instant changedAt,
        int attempts,
        String messageId,
        boolean possibleDuplicate,
        @Nullable String decision,
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
                shortened(plan.toName()),
                plan.subject(),
                progress.state(),
                progress.reason(),
                plan.dueAt(),
                progress.nextAt(),
                progress.changedAt(),
                progress.attempts(),
                plan.messageId(),
                progress.possibleDuplicate(),
                progress.decision(),
                plan.because(),
                plan.why());
    }

    /** Why it was planned, as a sentence: in the ledger it stands without its capital and its full stop. */
    public String rule() {
        return why.isEmpty() || why.endsWith(".")
                ? why
                : why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + ".";
    }

    private static @Nullable String shortened(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        var first = name.strip();
        int space = first.indexOf(' ');
        return space < 0
                ? first
                : first.substring(0, space) + " "
                        + first.substring(first.lastIndexOf(' ') + 1).charAt(0) + ".";
    }
}
