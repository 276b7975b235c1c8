package throughline.notification.delivery;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.clock.MachineTime;
import throughline.event.Correlation;
import throughline.notification.message.Composer;
import throughline.notification.message.Letter;
import throughline.notification.message.MailAddress;
import throughline.notification.transport.Outcome;
import throughline.notification.transport.Phase;
import throughline.notification.transport.Reply;
import throughline.notification.transport.SmtpConnection;

/**
 * Hands claimed rows to the relay over one connection, one after the other, and what became of them to the committer. For one
 * thread.
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
    private final SmtpConnection connection;
    private Committer.@Nullable Result unwritten;
    private CompletableFuture<Boolean> written = CompletableFuture.completedFuture(true);

    Handover(Shared shared, SmtpConnection connection) {
        this.shared = shared;
        this.connection = connection;
    }

    /** @return false if the surroundings failed and it is better to wait a little before the next */
    boolean handOver(Delivery row) {
        try (Correlation _ = Correlation.of(row.plan().correlation())) {
            return handOverInChain(row);
        }
    }

    private boolean handOverInChain(Delivery row) {
        try {
            var refusal = shared.checks().refusal(row);
            long checked = shared.machine().nanos();
            if (refusal.isPresent()) {
                conclude(row, r -> Fate.skipped(r, refusal.get(), shared.clock().instant()));
                return true;
            }
            var composed = compose(row);
            return composed.isEmpty() || send(row, composed.get(), checked);
        } catch (MongoException e) {
            log.warn(
                    "Delivery {} was not begun because the database did not answer; it goes back to the ledger. {}",
                    row.id(),
                    e.toString());
            conclude(row, r -> Fate.released(r, shared.clock().instant()));
            return false;
        } catch (RuntimeException e) {
            log.error("Delivery {} failed before it was sent; it will be tried again.", row.id(), e);
            conclude(row, outcome(new Outcome.Deferred(new Reply(Phase.CONNECT, 0, ""), "internal")));
            return true;
        }
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

    private boolean send(Delivery row, Composer.Composed composed, long checked) {
        var intent = Fate.intent(row, shared.clock().instant());
        var gate = new Gate(
                () -> askFor(new Ledger.Change(row, intent)),
                () -> shared.machine().nanos() - checked > FRESH.toNanos()
                        ? shared.checks().refusal(row)
                        : Optional.empty(),
                () -> shared.leases().isSafe(row));
        if (row.plan().deliveryClass() == DeliveryClass.AT_MOST_ONCE) {
            gate.askEarly();
        } else {
            flush();
        }
        var outcome = connection.send(composed.mail(), composed.to(), gate);
        var believed = gate.granted() ? row.after(intent) : row;
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

    /** The intent goes in together with the result of the mail before it; never before that result. */
    private CompletableFuture<Boolean> askFor(Ledger.Change intent) {
        var result = unwritten;
        unwritten = null;
        if (result == null && !written.isDone()) {
            return written.thenCompose(_ -> shared.committer().submit(null, intent));
        }
        return shared.committer().submit(result, intent);
    }

    private Function<Delivery, Fate.Step> outcome(Outcome outcome) {
        double stretch =
                shared.jitter() ? 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1) : 1;
        return row -> shared.fate().after(row, outcome, shared.clock().instant(), stretch);
    }

    private void conclude(Delivery believed, Function<Delivery, Fate.Step> decide) {
        flush();
        unwritten = new Committer.Result(believed, decide);
        var next = decide.apply(believed).next();
        var state = next.state().name();
        shared.meters().counter("throughline.mail.results", "state", state).increment();
        log.info("Delivery {} is {} after {} tries.", believed.id(), state, next.attempts());
    }

    /** Writes the last result now, because no intent follows at once that it could go with. */
    void flush() {
        var result = unwritten;
        unwritten = null;
        if (result != null) {
            written = shared.committer().submit(result, null);
        }
    }

    void closeConnection() {
        connection.close();
    }
}
