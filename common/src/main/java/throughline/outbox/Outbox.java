package throughline.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import throughline.clock.MachineTime;
import throughline.contract.Event;
import throughline.event.Cause;
import throughline.event.EventJson;
import throughline.event.EventTypes;

/**
 * The outboxes of one collection: facts become part of the same write as the state they follow from.
 *
 * <pre>
 * outbox: { sequence,                       // of the newest fact, from 1
 *           nextAt?,                        // machine time of the next try; absent when nothing is pending
 *           tries?,
 *           claim?,                         // of the sweep that has them in hand
 *           events: [ {id, sequence, type, subject, key, data, at, correlation, causation?} ],
 *           parked?: [ … ] }                // facts no broker would ever take
 * </pre>
 */
public final class Outbox {

    /** Room for the immediate publication after a write, also of many; then the sweep takes over, perhaps of another process. */
    private static final Duration HEAD_START = Duration.ofSeconds(5);

    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_BYTES = 1_000_000;
    private static final int LARGEST_EVENT = 900_000;

    private final String collection;
    private final EventJson json;
    private final Clock clock;
    private final MachineTime machine;
    private final Relay relay;

    Outbox(String collection, EventJson json, Clock clock, MachineTime machine, Relay relay) {
        this.collection = collection;
        this.json = json;
        this.clock = clock;
        this.machine = machine;
        this.relay = relay;
    }

    /** Facts ready to be written: as part of a new document, or of an update. */
    public static final class Append {

        private final long sequence;
        private final List<Document> events;
        private final Date nextAt;

        private Append(long sequence, List<Document> events, Date nextAt) {
            this.sequence = sequence;
            this.events = events;
            this.nextAt = nextAt;
        }

        public boolean isEmpty() {
            return events.isEmpty();
        }

        /** The value of {@code outbox} in a new document. */
        public Document document() {
            Document outbox = new Document("sequence", sequence).append("events", events);
            if (!events.isEmpty()) {
                outbox.append("nextAt", nextAt);
            }
            return outbox;
        }

        /**
         * An update that sets these fields, appends the facts and makes it the next version; its filter must make sure that
         * nobody else appended since. A plain document: {@code Updates} would encode what is in it twice.
         */
        public Document with(Document fields) {
            Document update = new Document("$set", fields);
            addTo(update);
            return update;
        }

        /** The same for an update that there is already, with a {@code $set} and perhaps a {@code $push}. */
        public void addTo(Document update) {
            Document set = update.get("$set", Document.class).append("outbox.sequence", sequence);
            if (!events.isEmpty()) {
                set.append("outbox.nextAt", nextAt);
                ((Document) update.computeIfAbsent("$push", _ -> new Document()))
                        .append("outbox.events", new Document("$each", events));
            }
            update.append("$inc", new Document("version", 1L));
        }
    }

    /**
     * Facts after those that {@code before} holds already.
     *
     * @param before the whole document as it was read, or null for a new one
     * @throws OutboxFull if too many would be pending
     */
    public Append append(@Nullable Document before, List<? extends Event> facts, Cause cause) {
        if (before == null) {
            return append(0, facts, cause);
        }
        Append append = append(sequenceOf(before), facts, cause);
        List<Document> pending = before.get("outbox", Document.class).getList("events", Document.class, List.of());
        long bytes =
                pending.stream().mapToLong(e -> e.getString("data").length()).sum();
        if (!facts.isEmpty() && (pending.size() + facts.size() > MOST_EVENTS || bytes > MOST_BYTES)) {
            throw new OutboxFull(String.valueOf(before.get("_id")));
        }
        return append;
    }

    /**
     * Facts after number {@code sequence} of the aggregate.
     *
     * @throws IllegalArgumentException for a fact no broker would take (over 900 kB)
     */
    public Append append(long sequence, List<? extends Event> facts, Cause cause) {
        List<Document> events = new ArrayList<>();
        long next = sequence;
        for (Event fact : facts) {
            String data = json.write(fact);
            if (data.getBytes(StandardCharsets.UTF_8).length > LARGEST_EVENT) {
                throw new IllegalArgumentException("too large for an event: " + EventTypes.nameOf(fact.getClass()));
            }
            Document event = new Document(
                            "id", UuidCreator.getTimeOrderedEpoch().toString())
                    .append("sequence", ++next)
                    .append("type", EventTypes.nameOf(fact.getClass()))
                    .append("subject", fact.subject())
                    .append("key", fact.key())
                    .append("data", data)
                    .append("at", Date.from(clock.instant()))
                    .append("correlation", cause.correlationId());
            if (cause.causationId() != null) {
                event.append("causation", cause.causationId());
            }
            events.add(event);
        }
        return new Append(next, events, Date.from(machine.in(HEAD_START)));
    }

    /** The number of the newest fact of a document, 0 for none. */
    public static long sequenceOf(Document document) {
        Document outbox = document.get("outbox", Document.class);
        return outbox == null ? 0 : outbox.getLong("sequence");
    }

    /** Asks the relay to publish what this aggregate holds, without waiting for it. */
    public void publishSoon(String id) {
        relay.publishSoon(collection, List.of(id));
    }

    /** The same for many that were written together; they are published together. */
    public void publishSoon(Collection<String> ids) {
        relay.publishSoon(collection, ids);
    }
}
