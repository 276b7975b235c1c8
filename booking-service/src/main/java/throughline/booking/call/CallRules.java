package throughline.booking.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import throughline.aggregate.Decision;
import throughline.contract.CallId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallConfirmed;
import throughline.contract.booking.CallDeclined;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.ClientChanged;
import throughline.contract.booking.ClientErased;
import throughline.contract.booking.ClientsMerged;
import throughline.contract.booking.Outcome;
import throughline.contract.booking.PossibleDuplicateClient;
import throughline.contract.booking.RequestedTimeTaken;
import throughline.contract.booking.SlotOffered;
import throughline.contract.booking.SlotReleased;
import throughline.contract.booking.SpamSuspected;

/**
 * How a call follows from the calendar's facts, and how its outcome is decided.
 *
 * <p>Facts about one call come from two documents, the calendar and the call. An outcome is told only when everything the
 * calendar said about the call has come back from Kafka; before that it is kept, and told when the last of it arrives. Nothing
 * of the calendar's follows it, because a claim is settled before an outcome is recorded.
 */
final class CallRules {

    private CallRules() {}

    /** Why an outcome cannot be recorded. */
    enum NoOutcome {
        NOT_CONFIRMED,
        NOT_BEGUN
    }

    /**
     * A fact of the calendar, known before or not.
     *
     * @param generation of the manage link the fact carries, if it carries one
     * @param fromKafka whether it came back, rather than being taken note of where it was decided
     */
    static <R> Decision<Call, R> after(BookingEvent fact, Call call, int generation, boolean fromKafka) {
        int sequence = sequenceOf(fact).orElse(call.entry().sequence() + 1);
        boolean news = sequence > call.entry().sequence() && call.isOpen();
        Call after = news ? applied(fact, call, generation) : call;
        if (fromKafka) {
            after = after.heard(sequenceOf(fact).orElse(after.entry().sequence()));
        }
        return told(fact.subject(), call, after);
    }

    private static Optional<Integer> sequenceOf(BookingEvent fact) {
        return switch (fact) {
            case CallRequested f -> Optional.ofNullable(f.calendar()).map(CalendarEntry::sequence);
            case CallConfirmed f -> Optional.of(f.calendar().sequence());
            case CallRescheduled f -> Optional.of(f.calendar().sequence());
            case CallCancelled f -> Optional.ofNullable(f.calendar()).map(CalendarEntry::sequence);
            case CallDeclined f -> Optional.empty();
            case CallOutcomeRecorded f -> Optional.empty();
            case SlotReleased f -> Optional.empty();
            case SlotOffered f -> Optional.empty();
            case RequestedTimeTaken f -> Optional.empty();
            case ClientErased f -> Optional.empty();
            case PossibleDuplicateClient f -> Optional.empty();
            case SpamSuspected f -> Optional.empty();
            case ClientChanged f -> Optional.empty();
            case ClientsMerged f -> Optional.empty();
        };
    }

    private static Call applied(BookingEvent fact, Call call, int generation) {
        return switch (fact) {
            case CallConfirmed f -> call.confirmed(f.calendar());
            case CallRescheduled f -> call.moved(f.to(), f.end(), f.calendar(), generation);
            case CallCancelled f ->
                call.closed(Call.State.CANCELLED, f.calendar() == null ? call.entry() : f.calendar(), f.reason());
            case CallDeclined f -> call.closed(Call.State.DECLINED, call.entry(), f.reason());
            case CallRequested f -> call;
            case CallOutcomeRecorded f -> call;
            case SlotReleased f -> call;
            case SlotOffered f -> call;
            case RequestedTimeTaken f -> call;
            case ClientErased f -> call;
            case PossibleDuplicateClient f -> call;
            case SpamSuspected f -> call;
            case ClientChanged f -> call;
            case ClientsMerged f -> call;
        };
    }

    static Decision<Call, NoOutcome> outcome(CallId callId, Call call, Outcome outcome, Instant now) {
        if (call.state() != Call.State.CONFIRMED) {
            return Decision.refused(NoOutcome.NOT_CONFIRMED);
        }
        if (outcome == Outcome.NO_SHOW && now.isBefore(call.start())) {
            return Decision.refused(NoOutcome.NOT_BEGUN);
        }
        Call.Recorded before = call.outcome();
        if (before != null && before.outcome() == outcome) {
            return Decision.unchanged();
        }
        int revision = before == null ? 1 : before.revision() + 1;
        return told(callId.value(), call, call.recorded(new Call.Recorded(outcome, revision, now)));
    }

    private static <R> Decision<Call, R> told(String callId, Call before, Call after) {
        Call.Recorded outcome = after.outcome();
        Call.Recorded told = after.told();
        boolean news = outcome != null && (told == null || told.revision() < outcome.revision());
        if (outcome != null && news && after.heard() >= after.entry().sequence()) {
            CallOutcomeRecorded fact = new CallOutcomeRecorded(
                    new CallId(callId),
                    after.client(),
                    outcome.outcome(),
                    outcome.revision(),
                    told == null ? null : told.outcome());
            return Decision.changed(after.toldOf(outcome), List.of(fact));
        }
        return after.equals(before) ? Decision.unchanged() : Decision.changed(after);
    }
}
