package throughline.notification.delivery;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import throughline.clock.MachineTime;
import throughline.event.Correlation;
import throughline.notification.message.Composer;
import throughline.notification.message.Letter;
import throughline.notification.message.MailAddress;
import throughline.notification.transport.MailLine;
import throughline.notification.transport.Outcome;
import throughline.notification.transport.Phase;
import throughline.notification.transport.Reply;

/**
 * Hands claimed rows to the relay over one line, one after the other, and what became of them to the committer. For one
 * thread.
 *
 * <p>Rows come in blocks whose intents are asked for together; a block of one is the rule, larger ones are for article mails. The
 * results of a block travel with the intents of the next.
 */
final class Handover {
    /** A check older than this is made again at the fence: an exit must work within five seconds. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final double JITTER = 0.1;
    private static final Logger log = LoggerFactory.getLogger(Handover.class);

    /** What every connection of a process shares. */
    record Shared(
            Committer committer,
            Fate fate,
            Leases leases,
            TemplateShelf templates,
            Composer composer,
            Checks checks,
            Clock clock,
            MachineTime machine,
            boolean jitter,
            MeterRegistry meters) {}

    private final Shared shared;
    private final MailLine line;
    private List<Committer.Result> unwritten = new ArrayList<>();
    private CompletableFuture<Set<Ledger.Change>> written = CompletableFuture.completedFuture(Set.of());

    Handover(Shared shared, MailLine line) {
        this.shared = shared;
        this.line = line;
    }

    /** A row that may go, composed, and when it was asked whether it may. */
    private record Ready(Delivery row, Composer.Composed composed, long checked, Ledger.Change intent) {}

    /**
     * @param block all of the same class
     * @return false if the surroundings failed and it is better to wait a little before the next
     */
    boolean handOver(List<Claimed> block) {
        boolean well = true;
        var ready = new ArrayList<Ready>();
        for (var claim : block) {
            var row = claim.row();
            try (Correlation _ = Correlation.of(row.plan().correlation())) {
                prepare(claim).ifPresent(ready::add);
            } catch (MongoException e) {
                giveBack(row, e);
                well = false;
            } catch (RuntimeException e) {
                failed(row, e);
            }
        }
        if (ready.isEmpty()) {
            return well;
        }
        boolean early = block.getFirst().row().plan().deliveryClass() == DeliveryClass.AT_MOST_ONCE;
        if (!early) {
            flush();
        }
        var intents = early ? askFor(ready.stream().map(Ready::intent).toList()) : null;
        for (var one : ready) {
            var row = one.row();
            try (Correlation _ = Correlation.of(row.plan().correlation())) {
                well &= send(
                        one,
                        () -> (intents == null ? askFor(List.of(one.intent())) : intents)
                                .thenApply(granted -> granted.contains(one.intent())));
            } catch (MongoException e) {
                giveBack(row, e);
                well = false;
            } catch (RuntimeException e) {
                failed(row, e);
            }
        }
        return well;
    }

    private Optional<Ready> prepare(Claimed claim) {
        var row = claim.row();
        var answer = claim.answer() != null && isFresh(claim.answer().askedAt()) ? claim.answer() : ask(row);
        if (answer.refusal().isPresent()) {
            conclude(
                    row,
                    r -> Fate.skipped(r, answer.refusal().get(), shared.clock().instant()));
            return Optional.empty();
        }
        return compose(row)
                .map(composed -> new Ready(
                        row,
                        composed,
                        answer.askedAt(),
                        new Ledger.Change(row, Fate.intent(row, shared.clock().instant()))));
    }

    private Claimed.Answer ask(Delivery row) {
        long now = shared.machine().nanos();
        return new Claimed.Answer(shared.checks().refusal(row), now);
    }

    private boolean isFresh(long askedAt) {
        return shared.machine().nanos() - askedAt <= FRESH.toNanos();
    }

    private void giveBack(Delivery row, MongoException e) {
        log.warn(
                "Delivery {} was not begun because the database did not answer; it goes back to the ledger. {}",
                row.id(),
                e.toString());
        conclude(row, r -> Fate.released(r, shared.clock().instant()));
    }

    private void failed(Delivery row, RuntimeException e) {
        log.error("Delivery {} failed before it was sent; it will be tried again.", row.id(), e);
        conclude(row, outcome(new Outcome.Deferred(new Reply(Phase.CONNECT, 0, ""), "internal")));
    }

    private Optional<Composer.Composed> compose(Delivery row) {
        var plan = row.plan();
        var template = shared.templates().get(plan.template());
        try {
            return Optional.of(shared.composer()
                    .compose(new Letter(
                            row.id(),
                            plan.messageId(),
                            plan.date(),
                            plan.toName(),
                            plan.to(),
                            template,
                            plan.values(),
                            plan.calendar(),
                            plan.unsubscribe())));
        } catch (MailAddress.Unusable e) {
            conclude(row, outcome(new Outcome.Rejected(new Reply(Phase.CONNECT, 0, ""), "undeliverable")));
        } catch (IllegalArgumentException e) {
            log.warn("Delivery {} cannot be written as a mail and is refused: {}", row.id(), e.getMessage());
            conclude(row, outcome(new Outcome.Rejected(new Reply(Phase.CONNECT, 0, ""), "refused")));
        }
        return Optional.empty();
    }

    private boolean send(Ready one, Supplier<CompletableFuture<Boolean>> ask) {
        var row = one.row();
        var gate = new Gate(
                ask,
                () -> isFresh(one.checked())
                        ? Optional.empty()
                        : shared.checks().refusal(row),
                () -> shared.leases().isSafe(row));
        if (row.plan().deliveryClass() == DeliveryClass.AT_MOST_ONCE) {
            gate.askEarly();
        }
        var outcome = line.send(one.composed().mail(), one.composed().to(), gate);
        var believed = gate.granted() ? row.after(one.intent().step()) : row;
        if (gate.refusedBecause().isPresent()) {
            conclude(
                    believed,
                    r -> Fate.skipped(
                            r,
                            gate.refusedBecause().orElseThrow(),
                            shared.clock().instant()));
            return true;
        }
        conclude(believed, outcome(outcome));
        return !(outcome instanceof Outcome.Withheld);
    }

    /** Intents go in together with the results before them; never before those results. */
    private CompletableFuture<Set<Ledger.Change>> askFor(List<Ledger.Change> intents) {
        var results = unwritten;
        unwritten = new ArrayList<>();
        if (results.isEmpty() && !written.isDone()) {
            return written.thenCompose(_ -> shared.committer().submit(List.of(), intents));
        }
        return shared.committer().submit(results, intents);
    }

    private Function<Delivery, Fate.Step> outcome(Outcome outcome) {
        double stretch =
                shared.jitter() ? 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1) : 1;
        return row -> shared.fate().after(row, outcome, shared.clock().instant(), stretch);
    }

    private void conclude(Delivery believed, Function<Delivery, Fate.Step> decide) {
        unwritten.add(new Committer.Result(believed, decide));
        var next = decide.apply(believed).next();
        var state = next.state().name();
        shared.meters().counter("throughline.mail.results", "state", state).increment();
        // an article's thousands need no line each: the page counts them
        boolean oneOfMany = believed.plan().lane() == Lane.BULK && next.state() == DeliveryState.ACCEPTED;
        log.atLevel(oneOfMany ? Level.DEBUG : Level.INFO)
                .log("Delivery {} is {} after {} tries.", believed.id(), state, next.attempts());
    }

    /** Writes the last results now, because no intent follows at once that they could go with. */
    void flush() {
        var results = unwritten;
        unwritten = new ArrayList<>();
        if (!results.isEmpty()) {
            written = shared.committer().submit(results, List.of());
        }
    }

    void closeConnection() {
        line.close();
    }
}
