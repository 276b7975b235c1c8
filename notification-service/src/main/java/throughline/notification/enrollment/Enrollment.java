package throughline.notification.enrollment;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.notification.sequence.Lateness;

/**
 * One client's run through one version of a sequence, and at the same time its own timer: while WAITING it is found under
 * {@code {slot, dueAt}}.
 *
 * @param triggerId the event that started it; ids rise with time, so a goal counts only if its id is higher
 * @param triggerWords what that was, for the rule in words
 * @param callStart of the call it is about, if there is one with a time
 * @param since when the run began, or its call was moved last: what counts back from the call and was due before came too late
 * @param slot 0 to 15, spreads the work of many instances
 * @param step the step that is due next
 * @param planned when that step was due before window and quiet hours moved it
 * @param revision rises when what was planned is no longer right; mails of an earlier one are not sent
 */
public record Enrollment(
        ClientId clientId,
        String sequence,
        int version,
        @Nullable CallId callId,
        String triggerEvent,
        String triggerId,
        String correlationId,
        Instant triggeredAt,
        String triggerWords,
        ZoneId zone,
        @Nullable Instant callStart,
        Instant since,
        Status state,
        int slot,
        @Nullable String step,
        @Nullable Instant planned,
        @Nullable Instant dueAt,
        String rule,
        Lateness lateness,
        int revision,
        @Nullable String endedBecause,
        @Nullable Instant endedAt,
        List<Passed> passed) {

    public static final int SLOTS = 16;

    /** Where a run stands. */
    public enum Status {
        WAITING,
        PAUSED,
        AWAITING_APPROVAL,
        COMPLETED,
        ENDED;

        /** Whether something may still be sent. */
        public boolean running() {
            return switch (this) {
                case WAITING, PAUSED, AWAITING_APPROVAL -> true;
                case COMPLETED, ENDED -> false;
            };
        }
    }

    /** A step that is over: its mail was planned, or it was left out for a reason. */
    public record Passed(String step, Instant at, @Nullable String leftOut) {}

    public Enrollment {
        passed = List.copyOf(passed);
    }

    Enrollment waitingFor(String step, Instant planned, Instant dueAt, String rule) {
        return with(zone, version, Status.WAITING, step, planned, dueAt, rule, lateness, null, null, passed);
    }

    /** The same step at another time. */
    Enrollment due(Instant newPlanned, Instant newDueAt, String newRule) {
        return with(zone, version, state, step, newPlanned, newDueAt, newRule, lateness, endedBecause, endedAt, passed);
    }

    /** The step's mail lies before the practitioner until the deadline. */
    Enrollment asking(Instant deadline) {
        return with(
                zone, version, Status.AWAITING_APPROVAL, step, planned, deadline, rule, lateness, null, null, passed);
    }

    Enrollment completed(Instant now) {
        return with(zone, version, Status.COMPLETED, null, null, null, rule, lateness, null, now, passed);
    }

    /** The run after an exit. */
    public Enrollment ended(String because, Instant now) {
        return with(zone, version, Status.ENDED, step, null, null, rule, lateness, because, now, passed);
    }

    Enrollment past(Passed over, Lateness late) {
        List<Passed> more = new ArrayList<>(passed);
        more.add(over);
        return with(zone, version, state, step, planned, dueAt, rule, late, endedBecause, endedAt, more);
    }

    /** The run when its turn cannot be taken yet. */
    public Enrollment postponed(Instant until) {
        return with(zone, version, state, step, planned, until, rule, lateness, endedBecause, endedAt, passed);
    }

    /** It stands still with its sequence; the due time stays, to be seen and to go on from. */
    public Enrollment paused() {
        return with(zone, version, Status.PAUSED, step, planned, dueAt, rule, lateness, endedBecause, endedAt, passed);
    }

    Enrollment resumed(Lateness after) {
        return with(zone, version, Status.WAITING, step, planned, dueAt, rule, after, endedBecause, endedAt, passed);
    }

    Enrollment inZone(ZoneId other) {
        return with(other, version, state, step, planned, dueAt, rule, lateness, endedBecause, endedAt, passed);
    }

    Enrollment inVersion(int other) {
        return with(zone, other, state, step, planned, dueAt, rule, lateness, endedBecause, endedAt, passed);
    }

    /** A run that takes over where an earlier one stood: those steps are not taken again. */
    Enrollment after(List<Passed> earlier) {
        return with(zone, version, state, step, planned, dueAt, rule, lateness, endedBecause, endedAt, earlier);
    }

    Enrollment withCallStart(Instant start, Instant movedAt) {
        return new Enrollment(
                clientId,
                sequence,
                version,
                callId,
                triggerEvent,
                triggerId,
                correlationId,
                triggeredAt,
                triggerWords,
                zone,
                start,
                movedAt,
                state,
                slot,
                step,
                planned,
                dueAt,
                rule,
                lateness,
                revision + 1,
                endedBecause,
                endedAt,
                passed);
    }

    private Enrollment with(
            ZoneId nextZone,
            int nextVersion,
            Status nextState,
            @Nullable String nextStep,
            @Nullable Instant nextPlanned,
            @Nullable Instant nextDueAt,
            String nextRule,
            Lateness nextLateness,
            @Nullable String because,
            @Nullable Instant at,
            List<Passed> nextPassed) {
        return new Enrollment(
                clientId,
                sequence,
                nextVersion,
                callId,
                triggerEvent,
                triggerId,
                correlationId,
                triggeredAt,
                triggerWords,
                nextZone,
                callStart,
                since,
                nextState,
                slot,
                nextStep,
                nextPlanned,
                nextDueAt,
                nextRule,
                nextLateness,
                revision,
                because,
                at,
                nextPassed);
    }
}
