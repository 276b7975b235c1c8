package throughline.notification.rehearsal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollment.Passed;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.enrollment.Happenings.Happening;
import throughline.notification.enrollment.Kinds;
import throughline.notification.enrollment.Runs;
import throughline.notification.enrollment.Runs.Turn;
import throughline.notification.policy.MailPolicy;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Step;

/**
 * One person's run, played at the times at which it would have gone on. Pure: the same rules as the real runs, on time, with
 * what happened to the person between.
 */
final class Stage {

    private static final String OUTCOME = "CallOutcomeRecorded";
    private static final int MOST_TURNS = 500;

    private final SequenceVersion version;
    private final MailPolicy policy;
    private final ZoneId zone;
    private final Instant end;

    Stage(SequenceVersion version, MailPolicy policy, ZoneId zone, Instant end) {
        this.version = version;
        this.policy = policy;
        this.zone = zone;
        this.end = end;
    }

    /**
     * @param begin what starts it
     * @param later what happened to the same person after that, oldest first
     * @param refused why nothing needing consent may be sent, as things are now
     */
    Rehearsal.Run play(Happening begin, List<Happening> later, @Nullable String refused) {
        List<Rehearsal.Mail> mails = new ArrayList<>();
        if (refused != null && Kinds.followsUp(version)) {
            return run(begin, Status.ENDED, refused, begin.at(), mails);
        }
        Enrollment now = Runs.begin(fresh(begin), version, policy, begin.at());
        int told = tell(now, 0, mails, begin.at());
        List<Happening> pending = new ArrayList<>(later);
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            Instant due = now.state() == Status.WAITING && now.dueAt() != null ? now.dueAt() : end.plusSeconds(1);
            if (!pending.isEmpty() && !pending.getFirst().at().isAfter(due)) {
                Happening next = pending.removeFirst();
                Optional<String> ends = endedBy(begin, next);
                if (ends.isPresent() && now.state().running()) {
                    return run(begin, Status.ENDED, ends.get(), next.at(), mails);
                }
                if (isMoveOf(begin, next) && next.callStart() != null) {
                    now = Runs.moved(now, version, next.callStart(), next.at(), policy, next.at());
                    told = tell(now, told, mails, next.at());
                }
            } else if (due.isAfter(end)) {
                break;
            } else {
                now = turn(now, due, mails);
                told = tell(now, told, mails, due);
            }
        }
        return run(begin, now.state(), null, null, mails);
    }

    private Enrollment turn(Enrollment run, Instant due, List<Rehearsal.Mail> mails) {
        return switch (Runs.turn(run, version, policy, due)) {
            case Turn.Send(Step step, Enrollment next) -> {
                mails.add(mail(step, due, run.rule(), null));
                yield next;
            }
            case Turn.Ask(Step step, Enrollment next) -> {
                mails.add(mail(step, due, run.rule(), null));
                yield Runs.decided(next, version, null, policy, due);
            }
            case Turn.Leave(Step step, String reason, Enrollment next) -> next;
            case Turn.Postpone(Enrollment next) -> next;
        };
    }

    /** Steps that were left out since the last look. */
    private int tell(Enrollment run, int told, List<Rehearsal.Mail> mails, Instant at) {
        List<Passed> passed = run.passed();
        for (Passed one : passed.subList(Math.min(told, passed.size()), passed.size())) {
            if (one.leftOut() != null) {
                version.definition().step(one.step()).ifPresent(s -> mails.add(mail(s, at, "", one.leftOut())));
            }
        }
        return passed.size();
    }

    private Optional<String> endedBy(Happening begin, Happening next) {
        if (version.definition().goals().contains(next.name())) {
            return Optional.of(next.name().equals("CallRequested") ? "booked" : "goal:" + next.name());
        }
        boolean sameCall = begin.callId() != null && begin.callId().equals(next.callId());
        if (sameCall && begin.name().equals(OUTCOME) && next.name().equals(OUTCOME)) {
            return Optional.of("outcome_corrected");
        }
        return sameCall && !begin.name().equals(OUTCOME) && next.name().equals("CallCancelled")
                ? Optional.of("cancelled")
                : Optional.empty();
    }

    private static boolean isMoveOf(Happening begin, Happening next) {
        return next.name().equals("CallRescheduled")
                && next.callId() != null
                && next.callId().equals(begin.callId());
    }

    private static Rehearsal.Mail mail(Step step, Instant at, String rule, @Nullable String leftOut) {
        return new Rehearsal.Mail(step.id(), step.template().subject(), at, rule, leftOut);
    }

    private static Rehearsal.Run run(
            Happening begin, Status state, @Nullable String because, @Nullable Instant at, List<Rehearsal.Mail> mails) {
        return new Rehearsal.Run(begin.clientId().value(), begin.at(), state.name(), because, at, List.copyOf(mails));
    }

    private Enrollment fresh(Happening begin) {
        return new Enrollment(
                begin.clientId(),
                version.sequence(),
                version.version(),
                begin.callId(),
                begin.name(),
                begin.id(),
                begin.id(),
                begin.at(),
                Kinds.inWords(begin.name()),
                zone,
                begin.callStart(),
                begin.at(),
                Status.WAITING,
                0,
                null,
                null,
                null,
                "",
                Lateness.NONE,
                0,
                null,
                null,
                List.of());
    }
}
