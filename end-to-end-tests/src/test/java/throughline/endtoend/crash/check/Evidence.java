package throughline.endtoend.crash.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.testing.smtp.DoubtBound;
import throughline.testing.smtp.RelayFault;

/**
 * What was seen from outside when everything had settled.
 *
 * @param acknowledged bookings and changes that were answered with success, each with its last acknowledged time
 * @param requests requests for a call on approval that were answered with success, each with its last acknowledged state
 * @param outcomes outcomes that were answered with success, the last one of each call
 * @param calls what booking says of its calls
 * @param claims the time that is taken or asked for in the calendar
 * @param offered starts that are offered for the days looked at, in order; empty if nobody looked
 * @param answers what people wrote before a call, without the words
 * @param aggregates every document that publishes facts
 * @param facts the topics, in order within each partition
 * @param ledger every row of the mail ledger
 * @param received what the SMTP server wrote down
 * @param faults whom the SMTP server let down, by address
 * @param byCrashes how many mails crashes may leave in doubt
 * @param enrollments every run through a sequence
 * @param practiceTime when the evidence was collected
 */
public record Evidence(
        List<Booking> acknowledged,
        List<Request> requests,
        List<Outcome> outcomes,
        List<StoredCall> calls,
        List<Claim> claims,
        List<Offered> offered,
        List<Answers> answers,
        List<Aggregate> aggregates,
        List<PublishedFact> facts,
        List<LedgerRow> ledger,
        List<ReceivedMail> received,
        Map<String, RelayFault> faults,
        DoubtBound byCrashes,
        List<Enrollment> enrollments,
        Instant practiceTime) {

    /** What a caller was promised. */
    public record Booking(String callId, Instant start, Instant end, boolean cancelled) {}

    /** @param state REQUESTED, CONFIRMED or DECLINED */
    public record Request(String callId, Instant start, Instant end, String state) {}

    /** @param state HELD, REQUESTED or CONFIRMED */
    public record Claim(String callId, String state, Instant start, Instant end) {}

    public record Offered(Instant start, Instant end) {}

    public record Answers(String id, String callId) {}

    public record Outcome(String callId, String outcome) {}

    /** @param outcome of the call, if one is stored */
    public record StoredCall(
            String callId,
            String clientId,
            String state,
            Instant start,
            Instant end,
            @Nullable String outcome) {

        boolean takesTime() {
            return state.equals("CONFIRMED");
        }
    }

    /**
     * A document with an outbox.
     *
     * @param name {@code collection/id}
     * @param lastSequence number of its newest fact
     * @param pending facts not yet published
     */
    public record Aggregate(String name, long lastSequence, int pending) {}

    /**
     * A record on a topic.
     *
     * @param aggregate the name of the aggregate it comes from; empty if no document knows of it
     * @param time practice time of the fact
     * @param decidedAt machine time of the same moment, as its id says
     */
    public record PublishedFact(
            String aggregate,
            String topic,
            int partition,
            long offset,
            String key,
            String id,
            String name,
            String subject,
            long sequence,
            Instant time,
            Instant decidedAt) {}

    /**
     * A planned mail and its fate.
     *
     * @param to the recipient's address
     * @param atMostOnce whether it must rather be missing than come twice
     * @param enrollment the run it belongs to, if any
     * @param nextAt practice time of the next try, if there will be one
     */
    public record LedgerRow(
            String id,
            String clientId,
            String messageId,
            String to,
            boolean atMostOnce,
            String state,
            boolean possibleDuplicate,
            @Nullable String sequence,
            @Nullable String step,
            @Nullable String enrollment,
            @Nullable Instant nextAt) {

        boolean isDoubtful() {
            return state.equals("IN_DOUBT") || possibleDuplicate;
        }
    }

    /** @param at machine time, as the SMTP server wrote it down */
    public record ReceivedMail(String messageId, Instant at) {}

    public record Enrollment(
            String id,
            String clientId,
            String sequence,
            String state,
            @Nullable String reason) {}
}
