package throughline.notification.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sequence would have done.
 *
 * @param version the stored version, absent for a draft
 * @param people who would have been in it
 * @param mails how many it would have sent
 * @param ended how many runs each reason would have ended
 * @param leftOut steps that would have been left out
 * @param complete whether all that happened in the time was looked at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rehearsal(
        String sequence,
        @Nullable Integer version,
        Instant from,
        Instant to,
        int people,
        int mails,
        int leftOut,
        Map<String, Integer> ended,
        List<Run> runs,
        boolean complete) {

    /** One person's run; {@code endedBecause} is a reason code, {@code COMPLETED} and {@code WAITING} say that nothing ended it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Run(
            String clientId,
            Instant startedAt,
            String state,
            @Nullable String endedBecause,
            @Nullable Instant endedAt,
            List<Mail> mails) {}

    /** A mail that would have been planned, or the reason why not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mail(
            String step,
            String subject,
            Instant at,
            String rule,
            @Nullable String leftOut) {}
}
