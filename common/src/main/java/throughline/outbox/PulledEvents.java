package throughline.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes acknowledged events out of their documents, as many as have gathered in one bulk write. What cannot be pulled is
 * published once more later, which consumers recognise by its id.
 */
final class PulledEvents {

    private static final int BATCH = 500;
    private static final Logger log = LoggerFactory.getLogger(PulledEvents.class);

    private record Done(
            MongoCollection<Document> from, String id, List<Long> sequences, CompletableFuture<Void> pulled) {}

    private final BlockingQueue<Done> waiting = new LinkedBlockingQueue<>(10_000);
    private volatile boolean running;

    /** Returns when the events are out of the document, or could not be taken out. */
    void pull(MongoCollection<Document> from, String id, List<Long> sequences) throws InterruptedException {
        Done done = new Done(from, id, sequences, new CompletableFuture<>());
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
                    waiting.drainTo(batch, BATCH - 1);
                    pull(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pull(List<Done> batch) {
        Map<MongoCollection<Document>, List<UpdateOneModel<Document>>> updates = new LinkedHashMap<>();
        for (Done done : batch) {
            updates.computeIfAbsent(done.from(), f -> new ArrayList<>())
                    .add(new UpdateOneModel<>(Filters.eq(done.id()), without(done.sequences())));
        }
        try {
            updates.forEach((from, models) -> from.bulkWrite(models, new BulkWriteOptions().ordered(false)));
        } catch (RuntimeException e) {
            log.warn(
                    "Published events could not be taken out of their documents; they will be sent again. {}",
                    e.toString());
        } finally {
            batch.forEach(done -> done.pulled().complete(null));
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
                new Document("$set", new Document("outbox.nextAt", nextAt).append("outbox.tries", "$$REMOVE")));
    }
}
