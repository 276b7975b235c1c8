package throughline.notification.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.notification.enrollment.Enrollment.Passed;
import throughline.notification.sequence.Due;
import throughline.notification.sequence.DueTimes;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.Openings;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Step;

/** How a run goes on. Pure: enrollment, version and time in, what happens and the next state out. */
public final class Runs {

    private Runs() {}

    /** What a due step comes to. */
    public sealed interface Turn {

        Enrollment next();

        /** The step's mail is to be planned now. */
        record Send(Step step, Enrollment next) implements Turn {}

        /** The step is left out, for this reason. */
        record Leave(Step step, String reason, Enrollment next) implements Turn {}

        /** Not now: it is late and waits for a window. */
        record Postpone(Enrollment next) implements Turn {}
    }

    /** The first step of a new run, or a run that has none to take. */
    static Enrollment begin(Enrollment fresh, SequenceVersion version, Instant now) {
        return positioned(fresh, version, 0, now);
    }

    /** A moved call: what counts back from its start is due anew, what came after the trigger is not sent twice. */
    static Enrollment moved(Enrollment run, SequenceVersion version, Instant start, Instant movedAt, Instant now) {
        return positioned(run.withCallStart(start, movedAt), version, 0, now);
    }

    /** The turn of the step that is due. */
    public static Turn turn(Enrollment run, SequenceVersion version, Instant now) {
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
            return leave(run, version, index, now);
        }
        if (due.plus(Lateness.TOLERANCE).isBefore(now)) {
            boolean tooOld = step.staleAfter() != null
                    && step.staleAfter().from(due, run.zone()).isBefore(now);
            if (step.ifLate() == Step.IfLate.SKIP || tooOld) {
                return leave(run, version, index, now);
            }
            boolean nextWindow = step.ifLate() == Step.IfLate.NEXT_WINDOW;
            Optional<Instant> open = DueTimes.late(step, now, nextWindow, run.zone(), openings(version));
            if (open.isEmpty()) {
                return leave(run, version, index, now);
            }
            if (open.get().isAfter(now)) {
                return new Turn.Postpone(run.postponed(open.get()));
            }
        }
        Instant planned = run.planned() == null ? due : run.planned();
        Lateness late = step.before() == null ? run.lateness().after(planned, now, run.zone()) : run.lateness();
        Enrollment past = run.past(new Passed(step.id(), now, null), late);
        return new Turn.Send(step, positioned(past, version, index + 1, now));
    }

    private static Turn leave(Enrollment run, SequenceVersion version, int index, Instant now) {
        Step step = version.definition().steps().get(index);
        Enrollment past = run.past(new Passed(step.id(), now, "stale"), run.lateness());
        return new Turn.Leave(step, "stale", positioned(past, version, index + 1, now));
    }

    /** The run at the first step from {@code index} on that can still be taken. */
    private static Enrollment positioned(Enrollment run, SequenceVersion version, int index, Instant now) {
        List<Step> steps = version.definition().steps();
        DueTimes.From from = new DueTimes.From(run.triggeredAt(), run.triggerWords(), run.callStart(), run.lateness());
        for (Step step : steps.subList(index, steps.size())) {
            boolean again = step.before() == null
                    && run.passed().stream().anyMatch(p -> p.step().equals(step.id()));
            Optional<Due> due = again ? Optional.empty() : DueTimes.of(step, from, run.zone(), openings(version));
            boolean tooLate = step.before() != null
                    && due.filter(d -> !d.at().isAfter(run.since())).isPresent();
            if (due.isPresent() && !tooLate) {
                return run.waitingFor(
                        step.id(),
                        due.get().planned(),
                        due.get().at(),
                        due.get().rule());
            }
        }
        return run.completed(now);
    }

    private static Openings openings(SequenceVersion version) {
        return Openings.of(version.definition().window());
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
