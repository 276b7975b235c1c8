package throughline.notification.enrollment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.Aggregates.Advance;
import throughline.aggregate.Stored;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.notification.contact.Calls;
import throughline.notification.contact.KnownCall;
import throughline.notification.delivery.Deliveries;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.enrollment.Runs.Resumption;
import throughline.notification.policy.MailPolicies;
import throughline.notification.policy.MailPolicy;
import throughline.notification.sequence.Definition.ZoneOf;
import throughline.notification.sequence.SequenceStates;
import throughline.notification.sequence.SequenceStates.Resuming;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;

/**
 * What a person does to runs from outside: pauses and resumes a sequence, takes people over to another version, tells of
 * another zone. Large numbers go in batches, each run only if nobody changed it meanwhile; what a crash leaves over is taken
 * up again.
 */
@Component
public class Steering {

    private static final int BATCH = 500;
    private static final Logger log = LoggerFactory.getLogger(Steering.class);

    private final Enrollments enrollments;
    private final Sequences sequences;
    private final SequenceStates states;
    private final Deliveries deliveries;
    private final Recipients recipients;
    private final Calls calls;
    private final LeftOuts leftOuts;
    private final MailPolicies policies;
    private final DueBell bell;
    private final Clock clock;

    Steering(
            Enrollments enrollments,
            Sequences sequences,
            SequenceStates states,
            Deliveries deliveries,
            Recipients recipients,
            Calls calls,
            LeftOuts leftOuts,
            MailPolicies policies,
            DueBell bell,
            Clock clock) {
        this.enrollments = enrollments;
        this.sequences = sequences;
        this.states = states;
        this.deliveries = deliveries;
        this.recipients = recipients;
        this.calls = calls;
        this.leftOuts = leftOuts;
        this.policies = policies;
        this.bell = bell;
        this.clock = clock;
    }

    /** What becomes of people who are in another version. */
    public enum Choice {
        /** They finish the version they started. */
        FINISH,
        /** They go on in the other version after the last step they had. */
        MOVE,
        /** Their runs end. */
        STOP
    }

    /** @return how many stand still now that went on before */
    public long pause(String sequence) {
        states.pause(sequence);
        return enrollments.pauseWaiting(sequence);
    }

    /** @return how many go on; empty if the sequence was not paused */
    public Optional<Long> resume(String sequence, Resumption mode) {
        return states.resume(sequence, mode.name()).map(this::finish);
    }

    /** Takes up resumptions that a crash left unfinished; normally there are none. */
    public void finishResumptions() {
        states.unfinished()
                .ifPresent(left -> log.info("Sequence '{}' is resumed: {} runs.", left.sequence(), finish(left)));
    }

    private long finish(Resuming resuming) {
        Resumption mode = Resumption.valueOf(resuming.mode());
        MailPolicy policy = policies.current();
        long resumed = 0;
        List<Stored<Enrollment>> batch = enrollments.inState(resuming.sequence(), Status.PAUSED, "", BATCH);
        while (!batch.isEmpty()) {
            List<Advance<Enrollment>> steps = new ArrayList<>();
            for (Stored<Enrollment> run : batch) {
                SequenceVersion version = versionOf(run);
                Enrollment next =
                        Runs.resumed(run.state(), version, mode, resuming.pausedAt(), policy, clock.instant());
                steps.add(advance(run, next, "resume"));
            }
            resumed += enrollments.advance(steps);
            batch = enrollments.inState(
                    resuming.sequence(), Status.PAUSED, batch.getLast().id(), BATCH);
        }
        states.resumed(resuming.sequence());
        bell.ring();
        return resumed;
    }

    /** @return how many runs of version {@code from} were taken over or stopped */
    public long move(String sequence, int from, SequenceVersion to, Choice choice, Cause cause) {
        long moved = 0;
        for (Status state : Status.values()) {
            if (state.running() && choice != Choice.FINISH) {
                String after = "";
                List<Stored<Enrollment>> batch = enrollments.inState(sequence, state, after, BATCH);
                while (!batch.isEmpty()) {
                    for (Stored<Enrollment> run : batch) {
                        boolean theirs = run.state().version() == from;
                        moved += theirs && (choice == Choice.STOP ? stop(run, cause) : move(run, to, cause)) ? 1 : 0;
                    }
                    batch = enrollments.inState(sequence, state, batch.getLast().id(), BATCH);
                }
            }
        }
        return moved;
    }

    /** Ends one run by hand; nothing happens to one that is over. */
    public void stop(EnrollmentId id, Cause cause) {
        enrollments.stop(id.value(), cause);
    }

    private boolean stop(Stored<Enrollment> run, Cause cause) {
        return enrollments.end(run, "stopped", cause);
    }

    private boolean move(Stored<Enrollment> run, SequenceVersion to, Cause cause) {
        EnrollmentId id = new EnrollmentId(run.id());
        int had = run.state().passed().size();
        Instant now = clock.instant();
        Optional<Enrollment> moved = enrollments.change(
                run.id(),
                cause.then(cause.operationId() + ":" + run.id()),
                state -> state.version() == to.version() ? state : Runs.inVersion(state, to, policies.current(), now));
        moved.ifPresent(after -> {
            if (run.state().state() == Status.AWAITING_APPROVAL && after.state() != Status.AWAITING_APPROVAL) {
                deliveries.skip(id, "stale");
            }
            tellLeftOut(id, had, after, to);
        });
        return moved.isPresent();
    }

    /** Due times follow a client who lives by another clock now. */
    public void rezone(ClientId client, ZoneId zone, Cause cause) {
        for (Stored<Enrollment> run : enrollments.ofClient(client)) {
            SequenceVersion version = versionOf(run);
            boolean theirs = version.definition().zone() == ZoneOf.CLIENT
                    && run.state().state().running()
                    && !run.state().zone().equals(zone);
            if (theirs) {
                enrollments.change(
                        run.id(),
                        cause.then(cause.operationId() + ":zone:" + run.id()),
                        state -> Runs.rezoned(state, version, zone, policies.current()));
            }
        }
    }

    /** A mail that lay before the practitioner is decided about; {@code leftOut} says why it does not go. */
    public void decided(EnrollmentId id, String step, @Nullable String leftOut, Cause cause) {
        enrollments.find(id).ifPresent(run -> {
            SequenceVersion version = versionOf(run);
            int had = run.state().passed().size() + 1;
            enrollments
                    .change(
                            run.id(),
                            cause.then(cause.operationId() + ":decided:" + run.id() + ":" + step),
                            state -> state.state() == Status.AWAITING_APPROVAL && step.equals(state.step())
                                    ? Runs.decided(state, version, leftOut, policies.current(), clock.instant())
                                    : state)
                    .ifPresent(after -> tellLeftOut(id, had, after, version));
        });
    }

    /**
     * Leaves out by hand the step a run waits for.
     *
     * @return the run after it; empty if there is no such run, or nothing is to come in it
     */
    public Optional<Enrollment> skip(EnrollmentId id, Cause cause) {
        return enrollments.find(id).flatMap(run -> {
            SequenceVersion version = versionOf(run);
            String step = String.valueOf(run.state().step());
            Optional<Enrollment> skipped = enrollments.change(
                    run.id(),
                    cause.then(cause.operationId() + ":skip:" + run.id()),
                    state -> step.equals(state.step())
                            ? Runs.skipped(state, version, policies.current(), clock.instant())
                            : state);
            skipped.ifPresent(after -> {
                if (run.state().state() == Status.AWAITING_APPROVAL) {
                    deliveries.skip(id, "stopped");
                }
                tellLeftOut(id, run.state().passed().size(), after, version);
            });
            return skipped;
        });
    }

    /** Rows for the steps that a change left out, if the person is still known. */
    void tellLeftOut(EnrollmentId id, int had, Enrollment after, SequenceVersion version) {
        recipients.find(after.clientId()).ifPresent(client -> {
            @Nullable
            KnownCall call =
                    after.callId() == null ? null : calls.find(after.callId()).orElse(null);
            deliveries.leaveOut(leftOuts.of(id, had, after, version, client, call, clock.instant()));
        });
    }

    /** The same for a run that an event started, perhaps long ago: a step that has a row keeps it. */
    void tellLeftOutOnce(EnrollmentId id, int had, Enrollment run, SequenceVersion version) {
        boolean any = run.passed().stream().skip(had).anyMatch(passed -> passed.leftOut() != null);
        if (!any) {
            return;
        }
        Set<String> told = deliveries.of(id).stream()
                .flatMap(row -> Stream.ofNullable(row.step()))
                .collect(Collectors.toSet());
        recipients.find(run.clientId()).ifPresent(client -> {
            @Nullable
            KnownCall call =
                    run.callId() == null ? null : calls.find(run.callId()).orElse(null);
            deliveries.leaveOut(leftOuts.of(id, had, run, version, client, call, clock.instant()).stream()
                    .filter(row -> row.mail().origin() == null
                            || !told.contains(row.mail().origin().step()))
                    .toList());
        });
    }

    private SequenceVersion versionOf(Stored<Enrollment> run) {
        return sequences
                .version(run.state().sequence(), run.state().version())
                .orElseThrow(() -> new IllegalStateException("the version of enrollment " + run.id() + " is gone"));
    }

    private static Advance<Enrollment> advance(Stored<Enrollment> run, Enrollment next, String what) {
        Enrollment state = run.state();
        return new Advance<>(
                run,
                next,
                Enrollments.factsOf(new EnrollmentId(run.id()), next),
                new Cause(run.id() + ":" + what + ":" + run.version(), state.correlationId(), state.triggerId()));
    }
}
