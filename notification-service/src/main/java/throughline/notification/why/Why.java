package throughline.notification.why;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.notification.delivery.DeliveryView;

/**
 * The chain that led to a mail, or to there being none. Each part is absent where it has no place: a copy to the practitioner
 * has no run, a sequence that did not start has no mail.
 *
 * @param sentence all of it in one sentence for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Why(
        String sentence,
        @Nullable Began event,
        @Nullable Run enrollment,
        @Nullable Consent consent,
        @Nullable DeliveryView delivery) {

    /** The event it began with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Began(
            String type, @Nullable String id, @Nullable Instant at) {}

    /** The run: which version, which step, by what rule, and how it stands. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Run(
            String id,
            String sequence,
            String name,
            int version,
            @Nullable String step,
            String rule,
            String zone,
            String state,
            @Nullable String endedBecause,
            @Nullable Instant dueAt,
            List<Step> steps) {}

    /** A step that is over; {@code leftOut} says why it was not sent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(String step, Instant at, @Nullable String leftOut) {}

    /** As it is now; it was asked again right before the mail left. {@code reason} says why not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Consent(
            String purpose, boolean given, @Nullable String reason) {}
}
