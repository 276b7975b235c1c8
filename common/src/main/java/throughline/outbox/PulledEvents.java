package throughline.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes acknowledged events out of their documents, as many as have gathered in few writes. What cannot be pulled is published
 * once more later, which consumers recognise by its id.
 */
final class PulledEvents {

    private static final int BATCH = 500;
    private static final Bson NOTHING_PENDING = Updates.combine(
            Updates.set("outbox.events", List.of()),
            Updates.unset("outbox.nextAt"),
            Updates.unset("outbox.tries"),
            Updates.unset("outbox.claim"));
    private static final Logger log = LoggerFactory.getLogger(PulledEvents.class);

    /**
     * What was acknowledged of one document.
     *
     * @param emptied the sequence of its newest event if that and all before it were acknowledged: as long as the document still
     *     has that sequence, nothing is left in it
     */
    record Taken(String id, @Nullable Long emptied, List<Long> sequences) {}

    private record Done(MongoCollection<Document> from, List<Taken> taken, CompletableFuture<Void> pulled) {}

    private final BlockingQueue<Done> waiting = new LinkedBlockingQueue<>(10_000);
    private volatile boolean running;

    /** Returns when the events are out of their documents, or could not be taken out. */
    void pull(MongoCollection<Document> from, List<Taken> taken) throws InterruptedException {
        Done done = new Done(from, taken, new CompletableFuture<>());
        waiting.put(done);
        done.pulled().completeOnTimeout(null, 30, TimeUnit.SECONDS).join();
    }

    void start() {
        running = true;
        Thread.ofVirtual().name("relay-pull").start(this::pullForever);
    }

    void stop() {
        running = false;
    }

    private void pullForever() {
        while (running) {
            try {
                Done first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Done> batch = new ArrayList<>(List.of(first));
                    int size = first.taken().size();
                    for (Done more = waiting.peek(); more != null && size < BATCH; more = waiting.peek()) {
                        size += more.taken().size();
                        batch.add(waiting.take());
                    }
                    pull(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pull(List<Done> batch) {
        Map<MongoCollection<Document>, List<Taken>> byCollection = new LinkedHashMap<>();
        for (Done done : batch) {
            byCollection.computeIfAbsent(done.from(), f -> new ArrayList<>()).addAll(done.taken());
        }
        try {
            byCollection.forEach(PulledEvents::pullNow);
        } catch (RuntimeException e) {
            log.warn(
                    "Published events could not be taken out of their documents; they will be sent again. {}",
                    e.toString());
        } finally {
            batch.forEach(done -> done.pulled().complete(null));
        }
    }

    /** One write for all documents that had the same number of events and are empty now; one each for the others. */
    private static void pullNow(MongoCollection<Document> from, List<Taken> taken) {
        Map<Long, List<Taken>> emptied = new LinkedHashMap<>();
        List<Taken> singly = new ArrayList<>();
        for (Taken one : taken) {
            if (one.emptied() == null) {
                singly.add(one);
            } else {
                emptied.computeIfAbsent(one.emptied(), s -> new ArrayList<>()).add(one);
            }
        }
        emptied.forEach((newest, documents) -> {
            long matched = from.updateMany(
                            Filters.and(
                                    Filters.in(
                                            "_id",
                                            documents.stream().map(Taken::id).toList()),
                                    Filters.eq("outbox.sequence", newest)),
                            NOTHING_PENDING)
                    .getMatchedCount();
            if (matched < documents.size()) {
                singly.addAll(documents); // some have newer events already, which stay
            }
        });
        if (!singly.isEmpty()) {
            from.bulkWrite(
                    singly.stream()
                            .map(one -> new UpdateOneModel<Document>(Filters.eq(one.id()), without(one.sequences())))
                            .toList(),
                    new BulkWriteOptions().ordered(false));
        }
    }

    /** Removes the events and, when none is left, also {@code nextAt}: one atomic pipeline update. */
    private static List<Document> without(List<Long> sequences) {
        Document left = new Document(
                "$filter",
                new Document("input", "$outbox.events")
                        .append(
                                "cond",
                                new Document(
                                        "$not", List.of(new Document("$in", List.of("$$this.sequence", sequences))))));
        Document nextAt = new Document(
                "$cond",
                List.of(
                        new Document("$eq", List.of(new Document("$size", "$outbox.events"), 0)),
                        "$$REMOVE",
                        "$outbox.nextAt"));
        return List.of(
                new Document("$set", new Document("outbox.events", left)),
                new Document(
                        "$set",
                        new Document("outbox.nextAt", nextAt)
                                .append("outbox.tries", "$$REMOVE")
                                .append("outbox.claim", "$$REMOVE")));
    }
}
