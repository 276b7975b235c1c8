package throughline.notification.timer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.Deliveries.LeftOut;
import throughline.notification.delivery.Lane;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Kinds;
import throughline.notification.enrollment.LeftOuts;
import throughline.notification.enrollment.Recipients;
import throughline.notification.enrollment.Runs;
import throughline.notification.enrollment.Runs.Turn;
import throughline.notification.enrollment.StepMails;
import throughline.notification.guard.MailBombGuard;
import throughline.notification.policy.AddressDays;
import throughline.notification.policy.MailPolicies;
import throughline.notification.policy.MailPolicy;
import throughline.notification.sequence.SequenceStates;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;
import throughline.notification.subscription.Subscriptions;
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
    private final SequenceStates states;
    private final Recipients recipients;
    private final Calls calls;
    private final Suppressions suppressions;
    private final Enrollments enrollments;
    private final StepMails mails;
    private final LeftOuts leftOuts;
    private final Deliveries deliveries;
    private final MailBombGuard guard;
    private final AddressDays share;
    private final MailPolicies policies;
    private final TimerSettings settings;
    private final Clock clock;

    Advancing(
            Sequences sequences,
            SequenceStates states,
            Recipients recipients,
            Calls calls,
            Suppressions suppressions,
            Enrollments enrollments,
            StepMails mails,
            LeftOuts leftOuts,
            Deliveries deliveries,
            MailBombGuard guard,
            AddressDays share,
            MailPolicies policies,
            TimerSettings settings,
            Clock clock) {
        this.sequences = sequences;
        this.states = states;
        this.recipients = recipients;
        this.calls = calls;
        this.suppressions = suppressions;
        this.enrollments = enrollments;
        this.mails = mails;
        this.leftOuts = leftOuts;
        this.deliveries = deliveries;
        this.guard = guard;
        this.share = share;
        this.policies = policies;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the decisions of one batch rest on; {@code suppressed} by purpose and address. */
    private record Facts(
            Map<ClientId, KnownClient> people,
            Map<CallId, KnownCall> calls,
            Map<Purpose, Map<String, String>> suppressed,
            Set<String> paused,
            MailPolicy policy,
            Duration spread) {}

    /** What becomes of a step's mail. */
    private sealed interface Mailing {

        record Send(PlannedMail mail) implements Mailing {}

        record Ask(PlannedMail mail) implements Mailing {}

        record No() implements Mailing {}
    }

    /** A decided run: its next state, the facts, the mail if one is due, and what is written down as not sent. */
    private record Decided(
            Stored<Enrollment> run,
            Enrollment next,
            List<? extends Event> facts,
            Mailing mailing,
            List<LeftOut> leftOut) {}

    /** @param spread over how long the follow-ups among the mails are spread, because many are due at once */
    void advance(List<Stored<Enrollment>> due, Duration spread) {
        Instant now = clock.instant();
        Facts facts = factsOf(due, spread);
        List<Decided> decided = due.stream()
                .sorted(Comparator.comparingInt(this::priority).reversed())
                .map(run -> decide(run, facts, now))
                .toList();
        List<PlannedMail> send = new ArrayList<>();
        List<PlannedMail> ask = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Decided one : decided) {
            leftOut.addAll(one.leftOut());
            switch (one.mailing()) {
                case Mailing.Send(PlannedMail mail) -> send.add(mail);
                case Mailing.Ask(PlannedMail mail) -> ask.add(mail);
                case Mailing.No() -> {}
            }
        }
        deliveries.plan(send);
        deliveries.hold(ask);
        deliveries.leaveOut(leftOut);
        List<Advance<Enrollment>> steps = new ArrayList<>();
        for (Decided one : decided) {
            steps.add(new Advance<>(one.run(), one.next(), one.facts(), causeOf(one.run())));
        }
        int advanced = enrollments.advance(steps);
        decided.forEach(Advancing::tell);
        log.debug("{} of {} due runs went on at {}.", advanced, due.size(), now);
    }

    /** A mail among many leaves a little later, the same each time it is planned, but not after its window has closed. */
    private static PlannedMail spread(
            PlannedMail mail, Enrollment run, SequenceVersion version, Step step, Facts facts) {
        if (facts.spread().isZero() || mail.lane() == Lane.TRANSACTIONAL) {
            return mail;
        }
        Duration later = Duration.ofMillis(
                Math.floorMod(mail.id().value().hashCode(), facts.spread().toMillis()));
        boolean open =
                Runs.isOpen(run, version, step, facts.policy(), mail.dueAt().plus(later));
        return open ? mail.after(later) : mail;
    }

    private int priority(Stored<Enrollment> run) {
        return sequences
                .version(run.state().sequence(), run.state().version())
                .map(v -> v.definition().priority())
                .orElse(0);
    }

    private static void tell(Decided one) {
        try (Correlation _ = Correlation.of(causeOf(one.run()).correlationId())) {
            log.info(
                    "Enrollment {} went on: {}; next step {}.",
                    one.run().id(),
                    one.mailing() instanceof Mailing.No ? "no mail" : "a mail is planned",
                    one.next().dueAt() == null ? "none" : "due at " + one.next().dueAt());
        }
    }

    private Facts factsOf(List<Stored<Enrollment>> due, Duration spread) {
        Map<ClientId, KnownClient> known =
                recipients.find(due.stream().map(run -> run.state().clientId()).collect(Collectors.toSet()));
        Map<CallId, KnownCall> about = calls.find(due.stream()
                .map(run -> run.state().callId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<Purpose, Map<String, String>> suppressed = new EnumMap<>(Purpose.class);
        for (Purpose purpose : List.of(Purpose.FOLLOW_UP, Purpose.ARTICLES)) {
            Set<String> addresses = known.values().stream()
                    .filter(one -> Subscriptions.isSubscriber(one.id()) == (purpose == Purpose.ARTICLES))
                    .map(KnownClient::address)
                    .collect(Collectors.toSet());
            suppressed.put(purpose, addresses.isEmpty() ? Map.of() : suppressions.reasons(addresses, purpose));
        }
        return new Facts(known, about, suppressed, states.paused().keySet(), policies.current(), spread);
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
            return still(run, run.state().postponed(again));
        }
    }

    private static Decided still(Stored<Enrollment> run, Enrollment next) {
        return new Decided(run, next, List.of(), new Mailing.No(), List.of());
    }

    private Decided turn(Stored<Enrollment> run, Facts facts, Instant now) {
        Enrollment state = run.state();
        EnrollmentId id = new EnrollmentId(run.id());
        SequenceVersion version = sequences
                .version(state.sequence(), state.version())
                .orElseThrow(() -> new IllegalStateException("its sequence version is not stored"));
        KnownClient client = facts.people().get(state.clientId());
        if (facts.paused().contains(state.sequence())) {
            return still(run, state.paused());
        }
        if (client == null) {
            throw new IllegalStateException("its client is not known");
        }
        KnownCall call = state.callId() == null ? null : facts.calls().get(state.callId());
        Turn turn = Runs.turn(state, version, facts.policy(), now);
        List<LeftOut> leftOut = leftOuts.of(id, state.passed().size(), turn.next(), version, client, call, now);
        return switch (turn) {
            case Turn.Postpone(Enrollment next) -> still(run, next);
            case Turn.Leave(Step step, String reason, Enrollment next) -> {
                log.info("Step {} of enrollment {} is left out: {}.", step.id(), id, reason);
                yield new Decided(run, next, Enrollments.factsOf(id, next), new Mailing.No(), leftOut);
            }
            case Turn.Ask(Step step, Enrollment next) -> {
                PlannedMail mail = mails.of(id, state, version, step, client, call, now);
                yield mailing(run, version, step, client, next, new Mailing.Ask(mail), mail, leftOut, facts, now);
            }
            case Turn.Send(Step step, Enrollment next) -> {
                PlannedMail mail =
                        spread(mails.of(id, state, version, step, client, call, now), state, version, step, facts);
                yield mailing(run, version, step, client, next, new Mailing.Send(mail), mail, leftOut, facts, now);
            }
        };
    }

    /** The last questions before a mail is planned: consent, the guard of strangers' mailboxes, the address's share of the day. */
    private Decided mailing(
            Stored<Enrollment> run,
            SequenceVersion version,
            Step step,
            KnownClient client,
            Enrollment next,
            Mailing mailing,
            PlannedMail mail,
            List<LeftOut> leftOut,
            Facts facts,
            Instant now) {
        Enrollment state = run.state();
        EnrollmentId id = new EnrollmentId(run.id());
        List<LeftOut> notSent = new ArrayList<>(leftOut);
        if (!Kinds.aboutOwnCall(version, step)) {
            Optional<String> exit = exit(client, Kinds.consent(version), facts);
            if (exit.isPresent()) {
                Enrollment ended = state.ended(exit.get(), now);
                return new Decided(
                        run,
                        ended,
                        Enrollments.factsOf(id, ended),
                        new Mailing.No(),
                        List.of(new LeftOut(mail, exit.get())));
            }
            Optional<Instant> nextDay = share.refusedUntil(client.address(), mail.id(), state.zone(), facts.policy());
            if (nextDay.isPresent()) {
                return still(run, Runs.tomorrow(state, version, nextDay.get(), facts.policy()));
            }
        } else if (step.before() == null
                && state.callId() != null
                && !guard.admits(client.email(), state.callId().value())) {
            notSent.add(new LeftOut(mail, MailBombGuard.TOO_MANY));
            return new Decided(run, next, Enrollments.factsOf(id, next), new Mailing.No(), notSent);
        }
        return new Decided(run, next, Enrollments.factsOf(id, next), mailing, notSent);
    }

    private static Optional<String> exit(KnownClient client, Purpose consent, Facts facts) {
        return client.followUp()
                ? Optional.ofNullable(
                        facts.suppressed().getOrDefault(consent, Map.of()).get(client.address()))
                : Optional.of("no_consent");
    }

    private static Cause causeOf(Stored<Enrollment> run) {
        Enrollment state = run.state();
        return new Cause(
                run.id() + ":" + state.step() + ":" + state.revision(), state.correlationId(), state.triggerId());
    }
}
