package throughline.notification.enrollment;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.notification.enrollment.Enrollment.Passed;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.policy.MailPolicy;
import throughline.notification.sequence.Definition.Approval;
import throughline.notification.sequence.Due;
import throughline.notification.sequence.DueTimes;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.Openings;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Step;

/**
 * How a run goes on. Pure: enrollment, version, the practice's settings and time in, what happens and the next state out. A
 * step that is left out stands in {@code passed} with its reason.
 */
public final class Runs {

    private static final String STALE = "stale";
    private static final String STOPPED = "stopped";
    private static final String PUT_OFF = "; put off by a day, because the address had its share of mails";

    private Runs() {}

    /** What a due step comes to. */
    public sealed interface Turn {

        Enrollment next();

        /** The step's mail is to be planned now. */
        record Send(Step step, Enrollment next) implements Turn {}

        /** The step's mail is to be laid before the practitioner. */
        record Ask(Step step, Enrollment next) implements Turn {}

        /** The step is left out, for this reason. */
        record Leave(Step step, String reason, Enrollment next) implements Turn {}

        /** Not now: it waits for a window. */
        record Postpone(Enrollment next) implements Turn {}
    }

    /** How a run that was paused goes on. */
    public enum Resumption {
        /** Everything is as much later as the pause was long. */
        SHIFT,
        /** The times stay; what has passed meanwhile is late, as after an outage. */
        KEEP
    }

    /** The first step of a new run, or a run that has none to take. */
    public static Enrollment begin(Enrollment fresh, SequenceVersion version, MailPolicy policy, Instant now) {
        return positioned(fresh, version, 0, policy, now);
    }

    /** A moved call: what counts back from its start is due anew, what came after the trigger is not sent twice. */
    public static Enrollment moved(
            Enrollment run, SequenceVersion version, Instant start, Instant movedAt, MailPolicy policy, Instant now) {
        Enrollment moved = positioned(run.withCallStart(start, movedAt), version, 0, policy, now);
        return run.state() == Status.PAUSED && moved.state() == Status.WAITING ? moved.paused() : moved;
    }

    /** Another zone: the step that is due next is due on that zone's wall clock. */
    static Enrollment rezoned(Enrollment run, SequenceVersion version, ZoneId zone, MailPolicy policy) {
        Enrollment there = run.inZone(zone);
        Step step = version.definition().step(String.valueOf(run.step())).orElse(null);
        if (step == null || run.state() == Status.AWAITING_APPROVAL) {
            return there;
        }
        Optional<Due> due = DueTimes.of(step, from(there), zone, openings(version, step, policy));
        return due.map(d -> there.due(d.planned(), d.at(), d.rule())).orElse(there);
    }

    /** The turn of the step that is due. */
    public static Turn turn(Enrollment run, SequenceVersion version, MailPolicy policy, Instant now) {
        List<Step> steps = version.definition().steps();
        int index = indexOf(steps, run.step());
        if (index < 0) {
            throw new IllegalStateException(
                    "step " + run.step() + " is not in " + run.sequence() + " version " + run.version());
        }
        Step step = steps.get(index);
        Instant due = run.dueAt() == null ? now : run.dueAt();
        Instant callStart = run.callStart();
        if (step.before() != null && callStart != null && !callStart.isAfter(now)) {
            return leave(run, version, index, policy, now);
        }
        boolean late = due.plus(Lateness.TOLERANCE).isBefore(now);
        if (late) {
            boolean tooOld = step.staleAfter() != null
                    && step.staleAfter().from(due, run.zone()).isBefore(now);
            if (step.ifLate() == Step.IfLate.SKIP || tooOld) {
                return leave(run, version, index, policy, now);
            }
        }
        boolean nextWindow = late && step.ifLate() == Step.IfLate.NEXT_WINDOW;
        Instant meant = late ? now : due;
        Optional<Instant> open = DueTimes.late(step, meant, nextWindow, run.zone(), openings(version, step, policy));
        if (open.isEmpty()) {
            return leave(run, version, index, policy, now);
        }
        if (open.get().isAfter(meant)) {
            return new Turn.Postpone(run.postponed(open.get()));
        }
        if (version.definition().approval() == Approval.ASK_FIRST) {
            Instant deadline = policy.approvalDeadline().from(now, run.zone());
            return new Turn.Ask(step, run.asking(deadline));
        }
        return new Turn.Send(step, past(run, version, index, null, policy, now));
    }

    /** A mail that was asked about is decided: {@code leftOut} says why it does not go, if it does not. */
    public static Enrollment decided(
            Enrollment run, SequenceVersion version, @Nullable String leftOut, MailPolicy policy, Instant now) {
        int index = indexOf(version.definition().steps(), run.step());
        return index < 0 ? run.completed(now) : past(run, version, index, leftOut, policy, now);
    }

    /** The step it waits for is left out by hand; what comes after it keeps its own time. */
    static Enrollment skipped(Enrollment run, SequenceVersion version, MailPolicy policy, Instant now) {
        int index = indexOf(version.definition().steps(), run.step());
        if (index < 0) {
            return run;
        }
        Enrollment next = past(run, version, index, STOPPED, policy, now);
        return run.state() == Status.PAUSED && next.state() == Status.WAITING ? next.paused() : next;
    }

    /** A pause has ended. */
    static Enrollment resumed(
            Enrollment run,
            SequenceVersion version,
            Resumption mode,
            Instant pausedAt,
            MailPolicy policy,
            Instant now) {
        Step step = version.definition().step(String.valueOf(run.step())).orElse(null);
        Instant begun = run.since().isAfter(pausedAt) ? run.since() : pausedAt;
        if (step == null || step.before() != null || mode == Resumption.KEEP || begun.isAfter(now)) {
            return run.resumed(run.lateness());
        }
        Lateness shifted = run.lateness().by(begun, now, run.zone());
        Enrollment later = run.resumed(shifted);
        return DueTimes.of(step, from(later), run.zone(), openings(version, step, policy))
                .map(due -> later.due(due.planned(), due.at(), due.rule()))
                .orElse(later);
    }

    /**
     * The run in another version of its sequence. It goes on after the last step it has passed; a step it already waits for
     * stays the next one if the other version has it; of the others, those whose time is over are left out.
     */
    static Enrollment inVersion(Enrollment run, SequenceVersion to, MailPolicy policy, Instant now) {
        List<Step> steps = to.definition().steps();
        int last = -1;
        for (Passed passed : run.passed()) {
            last = Math.max(last, indexOf(steps, passed.step()));
        }
        int waited = indexOf(steps, run.step());
        Enrollment next = run.inVersion(to.version());
        if (waited >= 0 && run.state() == Status.AWAITING_APPROVAL) {
            return next;
        }
        for (int index = waited < 0 || waited > last ? last + 1 : waited; index < steps.size(); index++) {
            Step step = steps.get(index);
            Optional<Due> due = DueTimes.of(step, from(next), next.zone(), openings(to, step, policy));
            if (due.isPresent() && (index == waited || due.get().at().isAfter(now))) {
                Enrollment waiting = next.waitingFor(
                        step.id(),
                        due.get().planned(),
                        due.get().at(),
                        due.get().rule());
                return run.state() == Status.PAUSED ? waiting.paused() : waiting;
            }
            if (due.isPresent()) {
                next = next.past(new Passed(step.id(), now, STALE), next.lateness());
            }
        }
        return next.completed(now);
    }

    /**
     * The run a day later, because the address has had its share of this one.
     *
     * @param nextDay the beginning of that day
     */
    public static Enrollment tomorrow(Enrollment run, SequenceVersion version, Instant nextDay, MailPolicy policy) {
        Step step = version.definition().step(String.valueOf(run.step())).orElseThrow();
        LocalTime wall = step.at() == null
                ? (run.dueAt() == null ? nextDay : run.dueAt())
                        .atZone(run.zone())
                        .toLocalTime()
                : step.at();
        ZonedDateTime day = nextDay.atZone(run.zone());
        Instant wanted = day.toLocalDate().atTime(wall).atZone(run.zone()).toInstant();
        Instant from = wanted.isBefore(nextDay) ? nextDay : wanted;
        Instant then = DueTimes.late(step, from, false, run.zone(), openings(version, step, policy))
                .orElse(from);
        return run.due(
                run.planned() == null ? then : run.planned(),
                then,
                run.rule().endsWith(PUT_OFF) ? run.rule() : run.rule() + PUT_OFF);
    }

    private static Turn leave(Enrollment run, SequenceVersion version, int index, MailPolicy policy, Instant now) {
        Step step = version.definition().steps().get(index);
        Enrollment past = run.past(new Passed(step.id(), now, STALE), run.lateness());
        return new Turn.Leave(step, STALE, positioned(past, version, index + 1, policy, now));
    }

    private static Enrollment past(
            Enrollment run,
            SequenceVersion version,
            int index,
            @Nullable String leftOut,
            MailPolicy policy,
            Instant now) {
        Step step = version.definition().steps().get(index);
        Instant planned = run.planned() == null ? now : run.planned();
        Lateness late = step.before() == null && leftOut == null
                ? run.lateness().after(planned, now, run.zone())
                : run.lateness();
        return positioned(run.past(new Passed(step.id(), now, leftOut), late), version, index + 1, policy, now);
    }

    /** The run at the first step from {@code index} on that can still be taken. */
    private static Enrollment positioned(
            Enrollment run, SequenceVersion version, int index, MailPolicy policy, Instant now) {
        List<Step> steps = version.definition().steps();
        Enrollment next = run;
        for (Step step : steps.subList(index, steps.size())) {
            boolean again = step.before() == null && hasPassed(run, step);
            Optional<Due> due = again
                    ? Optional.empty()
                    : DueTimes.of(step, from(run), run.zone(), openings(version, step, policy));
            boolean tooLate = step.before() != null
                    && due.filter(d -> !d.at().isAfter(run.since())).isPresent();
            if (tooLate) {
                next = next.past(new Passed(step.id(), now, STALE), next.lateness());
            } else if (due.isPresent()) {
                return next.waitingFor(
                        step.id(),
                        due.get().planned(),
                        due.get().at(),
                        due.get().rule());
            }
        }
        return next.completed(now);
    }

    /** When a step of a run is due by its rule, whether or not it is its turn; empty if never. */
    public static Optional<Due> due(Enrollment run, SequenceVersion version, Step step, MailPolicy policy) {
        return DueTimes.of(step, from(run), run.zone(), openings(version, step, policy));
    }

    /** Whether a step's mail may leave at this time. */
    public static boolean isOpen(Enrollment run, SequenceVersion version, Step step, MailPolicy policy, Instant at) {
        return DueTimes.late(step, at, false, run.zone(), openings(version, step, policy))
                .filter(at::equals)
                .isPresent();
    }

    private static boolean hasPassed(Enrollment run, Step step) {
        return run.passed().stream().anyMatch(p -> p.step().equals(step.id()));
    }

    private static DueTimes.From from(Enrollment run) {
        return new DueTimes.From(run.triggeredAt(), run.triggerWords(), run.callStart(), run.lateness());
    }

    /** What is about the reader's own call leaves at night and on holidays too; it would come too late otherwise. */
    static Openings openings(SequenceVersion version, Step step, MailPolicy policy) {
        return Kinds.aboutOwnCall(version, step)
                ? Openings.of(version.definition().window())
                : policy.openings(version.definition().window());
    }

    private static int indexOf(List<Step> steps, @Nullable String id) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
