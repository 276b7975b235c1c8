package throughline.notification.timer;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.Aggregates.Advance;
import throughline.aggregate.Stored;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.contract.Event;
import throughline.event.Cause;
import throughline.event.Correlation;
import throughline.notification.contact.Calls;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Kinds;
import throughline.notification.enrollment.Runs;
import throughline.notification.enrollment.Runs.Turn;
import throughline.notification.enrollment.StepMails;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressions;

/**
 * Takes a batch of due runs one step further:
 *
 * <ol>
 *   <li>Read what all of them need: versions, clients, calls, suppressions.
 *   <li>Decide each in memory.
 *   <li>Plan the mails; their ids follow from run, step and revision, so planning again changes nothing.
 *   <li>Advance the runs, each only if nobody changed it since it was read.
 * </ol>
 *
 * A crash between 3 and 4 repeats both; losing 4 to another instance or to an exit is no error: the ledger asks again before
 * it sends.
 */
@Component
class Advancing {

    private static final Logger log = LoggerFactory.getLogger(Advancing.class);

    private final Sequences sequences;
    private final Clients clients;
    private final Calls calls;
    private final Suppressions suppressions;
    private final Enrollments enrollments;
    private final StepMails mails;
    private final Deliveries deliveries;
    private final TimerSettings settings;
    private final Clock clock;

    Advancing(
            Sequences sequences,
            Clients clients,
            Calls calls,
            Suppressions suppressions,
            Enrollments enrollments,
            StepMails mails,
            Deliveries deliveries,
            TimerSettings settings,
            Clock clock) {
        this.sequences = sequences;
        this.clients = clients;
        this.calls = calls;
        this.suppressions = suppressions;
        this.enrollments = enrollments;
        this.mails = mails;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the decisions of one batch rest on. */
    private record Facts(
            Map<ClientId, KnownClient> clients, Map<CallId, KnownCall> calls, Map<String, String> suppressed) {}

    /** A decided run: its next state, the facts, and the mail if one is due. */
    private record Decided(
            Stored<Enrollment> run,
            Enrollment next,
            List<? extends Event> facts,
            @Nullable PlannedMail mail) {}

    void advance(List<Stored<Enrollment>> due) {
        Instant now = clock.instant();
        Facts facts = factsOf(due);
        List<Decided> decided = due.stream().map(run -> decide(run, facts, now)).toList();
        deliveries.plan(
                decided.stream().map(Decided::mail).flatMap(Stream::ofNullable).toList());
        List<Advance<Enrollment>> steps = new ArrayList<>();
        for (Decided one : decided) {
            steps.add(new Advance<>(one.run(), one.next(), one.facts(), causeOf(one.run())));
        }
        int advanced = enrollments.advance(steps);
        decided.forEach(Advancing::tell);
        log.debug("{} of {} due runs went on at {}.", advanced, due.size(), now);
    }

    private static void tell(Decided one) {
        try (Correlation _ = Correlation.of(causeOf(one.run()).correlationId())) {
            log.info(
                    "Enrollment {} went on: {}; next step {}.",
                    one.run().id(),
                    one.mail() == null ? "no mail" : "a mail is planned",
                    one.next().dueAt() == null ? "none" : "due at " + one.next().dueAt());
        }
    }

    private Facts factsOf(List<Stored<Enrollment>> due) {
        Map<ClientId, KnownClient> known =
                clients.find(due.stream().map(run -> run.state().clientId()).collect(Collectors.toSet()));
        Map<CallId, KnownCall> about = calls.find(due.stream()
                .map(run -> run.state().callId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<String, String> suppressed = suppressions.reasons(
                known.values().stream().map(KnownClient::address).collect(Collectors.toSet()), Purpose.FOLLOW_UP);
        return new Facts(known, about, suppressed);
    }

    private Decided decide(Stored<Enrollment> run, Facts facts, Instant now) {
        try {
            return turn(run, facts, now);
        } catch (RuntimeException e) {
            Instant again = now.plus(settings.postpone());
            log.error(
                    "Enrollment {} cannot be decided; nothing of it is sent, and it will be looked at again at {}.",
                    run.id(),
                    again,
                    e);
            return new Decided(run, run.state().postponed(again), List.of(), null);
        }
    }

    private Decided turn(Stored<Enrollment> run, Facts facts, Instant now) {
        Enrollment state = run.state();
        EnrollmentId id = new EnrollmentId(run.id());
        SequenceVersion version = sequences
                .version(state.sequence(), state.version())
                .orElseThrow(() -> new IllegalStateException("its sequence version is not stored"));
        KnownClient client = facts.clients().get(state.clientId());
        if (client == null) {
            throw new IllegalStateException("its client is not known");
        }
        return switch (Runs.turn(state, version, now)) {
            case Turn.Postpone(Enrollment next) -> new Decided(run, next, List.of(), null);
            case Turn.Leave(Step step, String reason, Enrollment next) -> {
                log.info("Step {} of enrollment {} is left out: {}.", step.id(), id, reason);
                yield new Decided(run, next, Enrollments.factsOf(id, next), null);
            }
            case Turn.Send(Step step, Enrollment next) -> {
                Optional<String> exit =
                        Kinds.aboutOwnCall(version, step) ? Optional.empty() : exit(client, facts.suppressed());
                KnownCall call = state.callId() == null ? null : facts.calls().get(state.callId());
                Enrollment after = exit.map(reason -> state.ended(reason, now)).orElse(next);
                yield new Decided(
                        run,
                        after,
                        Enrollments.factsOf(id, after),
                        exit.isPresent() ? null : mails.of(id, state, version, step, client, call, now));
            }
        };
    }

    private static Optional<String> exit(KnownClient client, Map<String, String> suppressed) {
        return client.followUp() ? Optional.ofNullable(suppressed.get(client.address())) : Optional.of("no_consent");
    }

    private static Cause causeOf(Stored<Enrollment> run) {
        Enrollment state = run.state();
        return new Cause(
                run.id() + ":" + state.step() + ":" + state.revision(), state.correlationId(), state.triggerId());
    }
}
