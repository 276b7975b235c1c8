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
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
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
 *   <li>Right after a write the aggregate is published. A sweep each second finds what was left: {@code outbox.nextAt <=
 *       now}, and claims it by moving {@code nextAt} 15 s ahead with a compare-and-set.
 *   <li>The events of one aggregate go out strictly in sequence, the oldest pending one first, each waiting for the broker's
 *       acknowledgement; up to 256 aggregates at a time.
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
    private static final int AT_ONCE = 256;
    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final KafkaTemplate<String, byte[]> kafka;
    private final EventRecords records;
    private final MachineTime machine;
    private final Counter published;
    private final Counter failed;
    private final PulledEvents pulled = new PulledEvents();
    private final Map<String, MongoCollection<Document>> collections = new ConcurrentHashMap<>();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
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

    void publishSoon(String collection, String id) {
        start(collection, id, null);
    }

    /** @param seen the {@code nextAt} to claim by, or null to publish without a claim, right after a write */
    private void start(String collection, String id, @Nullable Date seen) {
        String key = collection + "/" + id;
        if (!inFlight.add(key)) {
            again.add(key);
            return;
        }
        threads.execute(() -> {
            try {
                places.acquire();
                try {
                    MongoCollection<Document> from = Objects.requireNonNull(collections.get(collection));
                    if (seen == null || claim(from, id, seen)) {
                        publish(from, id);
                    }
                } finally {
                    places.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.warn("Publishing the facts of {} failed; the sweep will try again. {}", key, e.toString());
            } finally {
                inFlight.remove(key);
                if (again.remove(key) && running) {
                    start(collection, id, null);
                }
            }
        });
    }

    private boolean claim(MongoCollection<Document> from, String id, Date seen) {
        return from.updateOne(
                                Filters.and(Filters.eq(id), Filters.eq("outbox.nextAt", seen)),
                                Updates.set("outbox.nextAt", Date.from(machine.in(CLAIM))))
                        .getModifiedCount()
                == 1;
    }

    private void publish(MongoCollection<Document> from, String id) throws InterruptedException {
        Document document = from.find(Filters.eq(id))
                .projection(Projections.include("outbox"))
                .first();
        if (document == null) {
            return;
        }
        Document outbox = document.get("outbox", Document.class);
        Set<String> waitingKeys = new HashSet<>();
        outbox.getList("parked", Document.class, List.of()).forEach(e -> waitingKeys.add(e.getString("key")));
        List<Long> acknowledged = new java.util.ArrayList<>();
        @Nullable Throwable failure = null;
        for (Document event : outbox.getList("events", Document.class, List.of())) {
            if (waitingKeys.contains(event.getString("key"))) {
                continue;
            }
            failure = send(event);
            if (failure == null) {
                acknowledged.add(event.getLong("sequence"));
            } else if (failure instanceof RecordTooLargeException || failure instanceof SerializationException) {
                park(from, id, event, failure);
                waitingKeys.add(event.getString("key"));
                failure = null;
            } else {
                break;
            }
        }
        if (!acknowledged.isEmpty()) {
            published.increment(acknowledged.size());
            pulled.pull(from, id, acknowledged);
        }
        if (failure != null) {
            backOff(from, id, outbox.getInteger("tries", 0), failure);
        }
    }

    private @Nullable Throwable send(Document event) throws InterruptedException {
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
        try {
            kafka.send(records.write(envelope, event.getString("data"))).get(CLAIM.toSeconds(), TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return rootOf(e);
        } catch (TimeoutException | RuntimeException e) {
            return rootOf(e);
        }
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

    private void backOff(MongoCollection<Document> from, String id, int tries, Throwable failure) {
        failed.increment();
        Duration wait = Duration.ofSeconds(Math.min(60, 1L << Math.min(tries, 6)));
        log.warn(
                "The facts of {} could not be published; next try in {} s. {}",
                id,
                wait.toSeconds(),
                failure.toString());
        from.updateOne(
                Filters.and(Filters.eq(id), Filters.exists("outbox.nextAt")),
                Updates.combine(
                        Updates.set("outbox.nextAt", Date.from(machine.in(wait))), Updates.inc("outbox.tries", 1)));
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

    private void sweep(MongoCollection<Document> collection) {
        String name = collection.getNamespace().getCollectionName();
        for (Document found : collection
                .find(due(machine.now()))
                .projection(Projections.include("outbox.nextAt"))
                .sort(Sorts.ascending("outbox.nextAt"))
                .limit(BATCH)) {
            start(
                    name,
                    found.getString("_id"),
                    found.get("outbox", Document.class).getDate("nextAt"));
        }
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
