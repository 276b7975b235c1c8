package throughline.notification.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the connections have to say to the ledger, as many at once as are waiting.
 *
 * <p>A connection hands in the result of its last mail together with the intent of its next, and both go into the same bulk,
 * results first. So at no moment does a connection have more mails of which the ledger knows only the intent than it asked for
 * at once: after a crash at most one block per connection is in doubt. (A queue of results of their own broke that bound: 59 instead of 10.)
 *
 * <p>A result is never lost while the process lives: it is tried until the database takes it. An intent that fails is not
 * granted, and its mail not sent.
 */
final class Committer {
    /** Two: with one, half of the connections wait for the bulk they just missed (measured 737 against 1,236 mails a second). */
    private static final int THREADS = 2;

    private static final int MOST_AT_ONCE = 200;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final Ledger ledger;
    private final Leases leases;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(THREADS);
    private volatile boolean running;

    Committer(Ledger ledger, Leases leases) {
        this.ledger = ledger;
        this.leases = leases;
    }

    /**
     * What became of a mail.
     *
     * @param believed the row as this process thinks it lies there
     * @param decide what it becomes; asked again with the real row if somebody changed it
     */
    record Result(Delivery believed, Function<Delivery, Fate.Step> decide) {}

    private record Entry(
            List<Result> results, List<Ledger.Change> intents, CompletableFuture<Set<Ledger.Change>> written) {

        void granted(Set<Ledger.Change> tookEffect) {
            Set<Ledger.Change> granted = Collections.newSetFromMap(new IdentityHashMap<>());
            intents.stream().filter(tookEffect::contains).forEach(granted::add);
            written.complete(granted);
        }
    }

    /**
     * Hands in results, intents, or both.
     *
     * @return the intents that are granted, when it is known and the results are written. Told apart by identity, not by the id of
     *     the mail: a block of a process that stood still may hold one mail twice, as it was before and as it was claimed again
     */
    CompletableFuture<Set<Ledger.Change>> submit(List<Result> results, List<Ledger.Change> intents) {
        var entry = new Entry(results, intents, new CompletableFuture<>());
        queue.add(entry);
        return entry.written();
    }

    void start() {
        running = true;
        for (int i = 0; i < THREADS; i++) {
            Thread.ofVirtual().name("mail-committer-", i).start(this::commitForever);
        }
    }

    /** Waits until everything handed in is written, or the time is over. */
    void stop(Duration most) {
        running = false;
        try {
            if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Results of mails could not be written before the end; they will be found in doubt.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitForever() {
        try {
            while (running || !queue.isEmpty()) {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var batch = new ArrayList<>(List.of(first));
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                    commit(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void commit(List<Entry> batch) {
        var results = batch.stream().flatMap(entry -> entry.results().stream()).toList();
        var changes = new ArrayList<Ledger.Change>();
        for (var result : results) {
            changes.add(new Ledger.Change(result.believed(), result.decide().apply(result.believed())));
        }
        batch.forEach(entry -> changes.addAll(entry.intents()));
        try {
            var written = ledger.write(changes);
            for (int i = 0; i < results.size(); i++) {
                if (!written.contains(changes.get(i))) {
                    insist(results.get(i));
                }
            }
            batch.forEach(entry -> entry.granted(written));
        } catch (RuntimeException e) {
            log.warn(
                    "The ledger cannot be written just now; results are tried again, nothing new is sent. {}",
                    e.toString());
            batch.stream().filter(entry -> !entry.intents().isEmpty()).forEach(entry -> entry.granted(Set.of()));
            results.forEach(this::insist);
            batch.forEach(entry -> entry.granted(Set.of()));
        } finally {
            results.forEach(result -> leases.release(result.believed()));
        }
    }

    /** Reads the row again and writes the result onto what is really there, until it is done or somebody else's. */
    private void insist(Result result) {
        var wait = Duration.ofMillis(50);
        while (true) {
            try {
                if (settled(result)) {
                    return;
                }
            } catch (RuntimeException e) {
                log.debug(
                        "The result of {} is tried again in {} ms.",
                        result.believed().id(),
                        wait.toMillis(),
                        e);
                LockSupport.parkNanos(wait.toNanos());
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private boolean settled(Result result) {
        var id = result.believed().id();
        var token = result.believed().tokenOrNull();
        var row = ledger.find(id).orElse(null);
        if (row == null || token == null || !row.isHeldBy(token)) {
            log.info("The result of {} came too late: somebody else has taken the row over.", id);
            return true;
        }
        boolean open = DeliveryState.HELD.contains(row.state()) || row.state() == DeliveryState.IN_DOUBT;
        if (!open) {
            return true;
        }
        var step = result.decide().apply(row);
        return step.next().state() == row.state() || ledger.write(new Ledger.Change(row, step));
    }
}
