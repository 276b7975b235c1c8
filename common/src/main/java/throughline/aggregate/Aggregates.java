package throughline.aggregate;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import throughline.event.Cause;
import throughline.outbox.Outbox;
import throughline.outbox.OutboxFactory;

/**
 * The aggregates of one collection. An aggregate is one document:
 *
 * <pre>
 * { _id, version,
 *   state: { … },                                  // of it is written what changed, see StateChange
 *   operations: [ {id, at, result} ],              // the last 50
 *   outbox: { sequence, nextAt?, events: [ … ] } } // see throughline.outbox
 * </pre>
 *
 * A command:
 *
 * <ol>
 *   <li>Read the document (read concern local: a majority read can return the version just lost to).
 *   <li>If {@code operations} has this operation's id, answer what it stored.
 *   <li>Decide: a pure function of the state.
 *   <li>One update on {@code {_id, version}} sets the state, adds one to the version and appends the facts.
 *   <li>Nothing matched: someone else was faster. Begin again, up to ten times with jitter, then {@link TooBusy}.
 *   <li>Connection lost: unknown whether it was written. Begin again; step 2 finds it if it was.
 * </ol>
 *
 * Facts are published after the write; a crash in between leaves them in the document, where the relay finds them.
 */
public final class Aggregates<S> {

    private static final int TRIES = 10;
    private static final int OPERATIONS_KEPT = 50;

    private final MongoCollection<Document> collection;
    private final Function<S, Document> write;
    private final Function<Document, S> read;
    private final Outbox outbox;
    private final Clock clock;

    Aggregates(
            MongoCollection<Document> collection,
            Function<S, Document> write,
            Function<Document, S> read,
            OutboxFactory outboxes,
            Clock clock) {
        this.collection = collection;
        this.write = write;
        this.read = read;
        this.outbox = outboxes.of(collection);
        this.clock = clock;
    }

    /** The collection itself, for indexes and for queries that only read. State lies under {@code state}. */
    public MongoCollection<Document> collection() {
        return collection;
    }

    public Optional<Stored<S>> find(String id) {
        return Optional.ofNullable(collection.find(Filters.eq(id)).first()).map(this::stored);
    }

    /** All that match, in order; {@code limit} 0 means no limit. */
    public List<Stored<S>> find(Bson filter, Bson sort, int skip, int limit) {
        List<Stored<S>> found = new ArrayList<>();
        for (Document document : collection.find(filter).sort(sort).skip(skip).limit(limit)) {
            found.add(stored(document));
        }
        return found;
    }

    /**
     * Carries out a command on the aggregate, which may not exist yet.
     *
     * @throws TooBusy if ten tries lost the race
     * @throws throughline.outbox.OutboxFull if too many facts of it are still unpublished
     */
    public <R> Written<S, R> change(String id, Cause cause, Function<Optional<S>, Decision<S, R>> decide) {
        @Nullable MongoException lastFailure = null;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Document document = collection.find(Filters.eq(id)).first();
            Optional<Document> earlier = operation(document, cause.operationId());
            if (document != null && earlier.isPresent()) {
                return new Written.Done<>(
                        stored(document).state(), true, earlier.get().getString("result"));
            }
            Optional<S> state = Optional.ofNullable(document).map(d -> stored(d).state());
            switch (decide.apply(state)) {
                case Decision.Refused<S, R>(R reason) -> {
                    return new Written.Refused<>(reason);
                }
                case Decision.Unchanged<S, R>() -> {
                    return new Written.Done<>(
                            state.orElseThrow(
                                    () -> new IllegalStateException("an absent aggregate cannot stay as it is")),
                            true,
                            null);
                }
                case Decision.Changed<S, R> changed -> {
                    try {
                        if (write(id, document, cause, changed)) {
                            return new Written.Done<>(changed.state(), false, changed.result());
                        }
                    } catch (MongoSocketException | MongoTimeoutException e) {
                        lastFailure = e;
                    }
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, 4L * attempt + 2))
                    .toNanos());
        }
        if (lastFailure != null) {
            throw lastFailure;
        }
        throw new TooBusy(collection.getNamespace().getCollectionName(), id);
    }

    private <R> boolean write(String id, @Nullable Document before, Cause cause, Decision.Changed<S, R> changed) {
        Outbox.Append facts = outbox.append(before, changed.facts(), cause);
        Document operation = new Document("id", cause.operationId())
                .append("at", Date.from(clock.instant()))
                .append("result", changed.result());
        if (before == null) {
            Document document = new Document("_id", id)
                    .append("version", 1L)
                    .append("state", written(changed.state()))
                    .append("operations", List.of(operation))
                    .append("outbox", facts.document());
            try {
                collection.insertOne(document);
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw e;
            }
        } else {
            Document update = StateChange.between(before.get("state", Document.class), written(changed.state()));
            update.get("$push", Document.class)
                    .append("operations", new Document("$each", List.of(operation)).append("$slice", -OPERATIONS_KEPT));
            facts.addTo(update);
            if (collection
                            .updateOne(
                                    Filters.and(Filters.eq(id), Filters.eq("version", before.getLong("version"))),
                                    update)
                            .getMatchedCount()
                    == 0) {
                return false;
            }
        }
        if (!facts.isEmpty()) {
            outbox.publishSoon(id);
        }
        return true;
    }

    /** One step of many: the state that {@code read} goes over to, and the facts. */
    public record Advance<S>(Stored<S> read, S state, List<? extends throughline.contract.Event> facts, Cause cause) {}

    /**
     * Writes many at once, each only if its version is still the one that was read. Losing a race is no error: whoever won
     * has done it.
     *
     * @return how many were written
     */
    public int advance(List<Advance<S>> batch) {
        if (batch.isEmpty()) {
            return 0;
        }
        List<UpdateOneModel<Document>> updates = new ArrayList<>();
        for (Advance<S> one : batch) {
            Outbox.Append facts = outbox.append(one.read().outboxSequence(), one.facts(), one.cause());
            updates.add(new UpdateOneModel<>(
                    Filters.and(
                            Filters.eq(one.read().id()),
                            Filters.eq("version", one.read().version())),
                    facts.with(new Document("state", written(one.state())))));
        }
        int matched = collection
                .bulkWrite(updates, new BulkWriteOptions().ordered(false))
                .getMatchedCount();
        outbox.publishSoon(batch.stream()
                .filter(one -> !one.facts().isEmpty())
                .map(one -> one.read().id())
                .toList());
        return matched;
    }

    private Document written(S state) {
        return write.apply(state);
    }

    private Stored<S> stored(Document document) {
        Document state = Objects.requireNonNull(document.get("state", Document.class), "state");
        return new Stored<>(
                document.getString("_id"), document.getLong("version"), Outbox.sequenceOf(document), read.apply(state));
    }

    private static Optional<Document> operation(@Nullable Document document, String id) {
        return document == null
                ? Optional.empty()
                : document.getList("operations", Document.class, List.of()).stream()
                        .filter(o -> id.equals(o.getString("id")))
                        .findFirst();
    }
}
