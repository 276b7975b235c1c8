package throughline.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import throughline.clock.DueWork;
import throughline.clock.MachineTime;
import throughline.event.Envelope;
import throughline.event.EventRecords;
import throughline.event.EventTypes;

/**
 * Publishes what lies in outboxes. One per process; any number of processes may look after the same collection.
 *
 * <ol>
 *   <li>A moment after a write its aggregates are published, together with all that were written in that moment (see
 *       {@link JustWritten}). A sweep each second finds what was left: {@code outbox.nextAt <= now}, and claims it by moving
 *       {@code nextAt} 15 s ahead under a token of its own.
 *   <li>The events of one aggregate go out strictly in sequence, the oldest pending one first, each waiting for the broker's
 *       acknowledgement of the one before; up to 2,000 aggregates at a time.
 *   <li>Acknowledged events are pulled; {@code nextAt} goes when no event is left, in the same update.
 * </ol>
 *
 * Two relays may send the same event twice, never out of order. A failed send backs off from 1 s to 60 s and the aggregate's
 * later events wait. An event that no broker would ever take is parked, and only events of the same key wait behind it.
 */
public final class Relay implements SmartLifecycle, DueWork {

    private static final Duration CLAIM = Duration.ofSeconds(15);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    private static final int AT_ONCE = 4 * BATCH;
    private static final int BATCHES_A_SWEEP = 20;
    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final EventRecords records;
    private final MachineTime machine;
    private final Counter published;
    private final Counter failed;
    private final JustWritten justWritten = new JustWritten();
    private final PulledEvents pulled = new PulledEvents();
    private final Map<String, MongoCollection<Document>> collections = new ConcurrentHashMap<>();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("relay-", 0).factory());
    private volatile boolean running;

    Relay(KafkaTemplate<String, byte[]> kafka, EventRecords records, MachineTime machine, MeterRegistry meters) {
        this.kafka = kafka;
        this.records = records;
        this.machine = machine;
        this.published = meters.counter("throughline.outbox.published");
        this.failed = meters.counter("throughline.outbox.failed");
        meters.gauge("throughline.outbox.in.flight", inFlight, Set::size);
    }

    void lookAfter(MongoCollection<Document> collection) {
        collection.createIndex(
                Indexes.ascending("outbox.nextAt"),
                new IndexOptions().name("outbox.nextAt").partialFilterExpression(Filters.exists("outbox.nextAt")));
        collections.put(collection.getNamespace().getCollectionName(), collection);
    }

    /** The sweep's query; its plan must be an index scan, which a test asserts. */
    static Bson due(Instant now) {
        return Filters.lte("outbox.nextAt", Date.from(now));
    }

    /** Publishes what lies in these now, when the moment is over in which they were written. */
    void publishSoon(String collection, Collection<String> ids) {
        if (justWritten.add(collection, ids)) {
            inBackground(
                    () -> {
                        LockSupport.parkNanos(JustWritten.MOMENT.toNanos());
                        publishFree(collection, justWritten.take(collection));
                    },
                    () -> justWritten.take(collection));
        }
    }

    private void publishFree(String collection, List<String> ids) {
        List<String> free = ids.stream().filter(id -> isFree(collection, id)).toList();
        for (int from = 0; from < free.size(); from += BATCH) {
            publish(collection, free.subList(from, Math.min(free.size(), from + BATCH)), null);
        }
    }

    /** Whether nobody has it in hand, and we have now; else whoever has it looks at it once more. */
    private boolean isFree(String collection, String id) {
        String key = key(collection, id);
        if (inFlight.add(key)) {
            return true;
        }
        again.add(key);
        if (!inFlight.add(key)) {
            return false;
        }
        again.remove(key); // it was let go between the lines before
        return true;
    }

    private static String key(String collection, String id) {
        return collection + "/" + id;
    }

    /** @param claim the token under which the sweep has claimed them, or null to publish without a claim, right after a write */
    private void publish(String collection, List<String> ids, @Nullable String claim) {
        inBackground(
                () -> {
                    try {
                        places.acquire(ids.size());
                        try {
                            publish(Objects.requireNonNull(collections.get(collection)), ids, claim);
                        } finally {
                            places.release(ids.size());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        log.warn(
                                "Publishing the facts of {} and {} others failed; the sweep will try again. {}",
                                key(collection, ids.getFirst()),
                                ids.size() - 1,
                                e.toString());
                    } finally {
                        letGo(collection, ids);
                    }
                },
                () -> ids.forEach(id -> inFlight.remove(key(collection, id))));
    }

    private void inBackground(Runnable work, Runnable leave) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("This process ends; what it has written last is left to the sweep of the next.", e);
            leave.run();
        }
    }

    private void letGo(String collection, List<String> ids) {
        ids.forEach(id -> inFlight.remove(key(collection, id)));
        List<String> more =
                ids.stream().filter(id -> again.remove(key(collection, id))).toList();
        if (running) {
            publishSoon(collection, more);
        }
    }

    private void publish(MongoCollection<Document> from, List<String> ids, @Nullable String claim)
            throws InterruptedException {
        Bson which = ids.size() == 1 ? Filters.eq(ids.getFirst()) : Filters.in("_id", ids);
        List<Outgoing> all = new ArrayList<>();
        for (Document document : from.find(
                        claim == null ? which : Filters.and(which, Filters.eq("outbox.claim", claim)))
                .projection(Projections.include("outbox"))) {
            all.add(Outgoing.of(document));
        }
        for (List<Sent> round = sendNext(from, all); !round.isEmpty(); round = sendNext(from, all)) {
            await(from, round);
        }
        List<PulledEvents.Taken> taken = all.stream()
                .filter(one -> one.published() > 0)
                .map(Outgoing::taken)
                .toList();
        if (!taken.isEmpty()) {
            published.increment(all.stream().mapToInt(Outgoing::published).sum());
            pulled.pull(from, taken);
        }
        backOff(from, all.stream().filter(one -> one.failure().isPresent()).toList());
    }

    /** An event on its way. */
    private record Sent(Outgoing of, Document event, Future<?> acknowledgement) {}

    /** Sends one event of each; once the broker cannot be reached, the rest fails without being tried. */
    private List<Sent> sendNext(MongoCollection<Document> from, List<Outgoing> all) {
        List<Sent> sent = new ArrayList<>();
        @Nullable Throwable down = null;
        for (Outgoing one : all) {
            Document event = one.next().orElse(null);
            if (event != null && down != null) {
                one.failed(down);
            } else if (event != null) {
                try {
                    ProducerRecord<String, byte[]> message = message(event);
                    try {
                        sent.add(new Sent(one, event, kafka.send(message)));
                    } catch (RuntimeException e) {
                        down = rootOf(e);
                        refused(from, one, event, down);
                        down = isTheMessages(down) ? null : down;
                    }
                } catch (IllegalArgumentException | NullPointerException e) {
                    one.failed(e); // nothing that could be an event; it must not stop the others
                }
            }
        }
        return sent;
    }

    private void await(MongoCollection<Document> from, List<Sent> round) throws InterruptedException {
        long deadline = machine.nanos() + CLAIM.toNanos();
        for (Sent one : round) {
            try {
                one.acknowledgement().get(Math.max(1, deadline - machine.nanos()), TimeUnit.NANOSECONDS);
                one.of().acknowledged(one.event());
            } catch (ExecutionException e) {
                refused(from, one.of(), one.event(), rootOf(e));
            } catch (TimeoutException e) {
                one.of().failed(e);
            }
        }
    }

    private void refused(MongoCollection<Document> from, Outgoing of, Document event, Throwable cause) {
        if (isTheMessages(cause)) {
            park(from, of.id(), event, cause);
            of.parked(event);
        } else {
            of.failed(cause);
        }
    }

    /** Whether no broker would ever take it. */
    private static boolean isTheMessages(Throwable cause) {
        return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
    }

    private ProducerRecord<String, byte[]> message(Document event) {
        Envelope envelope = new Envelope(
                UUID.fromString(event.getString("id")),
                "/" + EventTypes.publisherOf(event.getString("type")),
                event.getString("type"),
                event.getString("subject"),
                event.getDate("at").toInstant(),
                event.getString("key"),
                event.getLong("sequence"),
                event.getString("correlation"),
                event.getString("causation"),
                event.getString("traceparent"));
        return records.write(envelope, event.getString("data"));
    }

    private static Throwable rootOf(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private void park(MongoCollection<Document> from, String id, Document event, Throwable cause) {
        log.error(
                "Event {} of {} can never be published and is parked; later events of its key wait. {}",
                event.getString("id"),
                id,
                cause.toString());
        from.updateOne(
                Filters.eq(id),
                Updates.combine(
                        Updates.pull("outbox.events", Filters.eq("sequence", event.getLong("sequence"))),
                        Updates.push("outbox.parked", event)));
    }

    private void backOff(MongoCollection<Document> from, List<Outgoing> unpublished) {
        Map<Integer, List<Outgoing>> byTries =
                unpublished.stream().collect(Collectors.groupingBy(Outgoing::tries, TreeMap::new, Collectors.toList()));
        byTries.forEach((tries, those) -> {
            failed.increment(those.size());
            Duration wait = Duration.ofSeconds(Math.min(60, 1L << Math.min(tries, 6)));
            log.warn(
                    "The facts of {} and {} others could not be published; next try in {} s. {}",
                    those.getFirst().id(),
                    those.size() - 1,
                    wait.toSeconds(),
                    those.getFirst().failure().map(Throwable::toString).orElse(""));
            from.updateMany(
                    Filters.and(
                            Filters.in("_id", those.stream().map(Outgoing::id).toList()),
                            Filters.exists("outbox.nextAt")),
                    Updates.combine(
                            Updates.set("outbox.nextAt", Date.from(machine.in(wait))), Updates.inc("outbox.tries", 1)));
        });
    }

    private void sweepForever() {
        while (running) {
            for (MongoCollection<Document> collection : collections.values()) {
                try {
                    sweep(collection);
                } catch (RuntimeException e) {
                    log.warn("The outboxes cannot be looked through just now; next look in 1 s. {}", e.toString());
                }
            }
            LockSupport.parkNanos(SWEEP.toNanos());
        }
    }

    /** Claims what was left, batch after batch as long as there is more and room for it. */
    private void sweep(MongoCollection<Document> collection) {
        String name = collection.getNamespace().getCollectionName();
        for (int batch = 0; batch < BATCHES_A_SWEEP && places.availablePermits() >= BATCH; batch++) {
            Instant now = machine.now();
            List<String> found = new ArrayList<>();
            for (Document left : collection
                    .find(due(now))
                    .projection(Projections.include("_id"))
                    .sort(Sorts.ascending("outbox.nextAt"))
                    .limit(BATCH)) {
                found.add(left.getString("_id"));
            }
            List<String> ours =
                    found.stream().filter(id -> inFlight.add(key(name, id))).toList();
            if (!ours.isEmpty()) {
                claim(collection, ours, now);
            }
            if (found.size() < BATCH || ours.isEmpty()) {
                return;
            }
        }
    }

    /** Of two processes that found the same, each document goes to the one whose update came first. */
    private void claim(MongoCollection<Document> collection, List<String> ids, Instant now) {
        String name = collection.getNamespace().getCollectionName();
        String token = UUID.randomUUID().toString();
        try {
            collection.updateMany(
                    Filters.and(Filters.in("_id", ids), due(now)),
                    Updates.combine(
                            Updates.set("outbox.nextAt", Date.from(machine.in(CLAIM))),
                            Updates.set("outbox.claim", token)));
        } catch (RuntimeException e) {
            ids.forEach(id -> inFlight.remove(key(name, id)));
            throw e;
        }
        publish(name, ids, token);
    }

    /** How many aggregates hold unpublished facts, by collection; those without any are left out. */
    public Map<String, Long> pending() {
        Map<String, Long> counts = new java.util.TreeMap<>();
        collections.forEach((name, collection) -> {
            long count = collection.countDocuments(Filters.exists("outbox.nextAt"));
            if (count > 0) {
                counts.put(name, count);
            }
        });
        return counts;
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    @Override
    public boolean settled(Instant now) {
        return inFlight.isEmpty()
                && collections.values().stream()
                        .noneMatch(c ->
                                c.find(Filters.exists("outbox.nextAt")).limit(1).first() != null);
    }

    @Override
    public void start() {
        running = true;
        pulled.start();
        Thread.ofVirtual().name("relay-sweep").start(this::sweepForever);
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        pulled.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before and stops after everything that writes. */
    @Override
    public int getPhase() {
        return -1_000;
    }
}
