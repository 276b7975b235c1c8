package throughline.booking.intake;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.booking.key.ClientKeys;
import throughline.booking.key.Sealed;
import throughline.clock.MachineTime;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.outbox.Durable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people write before a call and what staff write after it, kept in {@code booking.intakes}:
 *
 * <pre>
 * { _id, call, kind INTAKE|REASON|NOTE, at,
 *   client, key, box,                   // the answers and texts, locked with the client's key (see Sealed)
 *   orphanAt? }                         // until the call it belongs to holds; then a TTL index may delete it
 * </pre>
 *
 * An attempt to book writes its own document first. The claim names it, so the attempt that won keeps its answers and every
 * other takes its own away. A crash in between leaves a document that deletes itself, unless the claim turns out to hold.
 */
@Component
public class Intakes {

    /** Longer than any outage after which the claim's own event comes back and keeps the answers. */
    private static final Duration ORPHANED_AFTER = Duration.ofDays(14);

    private final MongoCollection<Document> intakes;
    private final ClientKeys keys;
    private final JsonMapper json;
    private final MachineTime machine;

    Intakes(MongoDatabaseFactory database, ClientKeys keys, JsonMapper json, MachineTime machine) {
        this.intakes = Durable.collection(database.getMongoDatabase(), "booking.intakes");
        this.keys = keys;
        this.json = json;
        this.machine = machine;
        intakes.createIndex(Indexes.ascending("call"));
        intakes.createIndex(Indexes.ascending("orphanAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    /**
     * What was written before one call.
     *
     * @param closed it is there but cannot be opened: the key is not here
     */
    public record Intake(
            Map<String, List<String>> answers, @Nullable String note, boolean closed) {

        public static final Intake NOTHING = new Intake(Map.of(), null, false);

        static final Intake CLOSED = new Intake(Map.of(), null, true);
    }

    /** What is locked: answers in the order of the questions, and a text. */
    private record Content(List<Answer> answers, @Nullable String text) {}

    private record Answer(String question, List<String> values) {}

    /**
     * Writes down the answers of an attempt to book.
     *
     * @return its id, or null where there is nothing to write
     * @throws throughline.booking.key.ErasedClient if the client was erased meanwhile
     */
    public @Nullable String attempt(CallId call, ClientId client, Answers answers, @Nullable String note) {
        if (answers.values().isEmpty() && note == null) {
            return null;
        }
        List<Answer> given = answers.values().entrySet().stream()
                .map(one -> new Answer(one.getKey(), one.getValue()))
                .toList();
        Document document = document(call, client, "INTAKE", new Content(given, note))
                .append("orphanAt", Date.from(machine.in(ORPHANED_AFTER)));
        intakes.insertOne(document);
        return document.getString("_id");
    }

    /** The attempt holds: its answers stay. May be repeated. */
    public void keep(@Nullable String attempt) {
        if (attempt != null) {
            intakes.updateOne(Filters.eq(attempt), Updates.unset("orphanAt"));
        }
    }

    /** The attempt did not hold: nothing of it stays. */
    public void drop(@Nullable String attempt) {
        if (attempt != null) {
            intakes.deleteOne(Filters.eq(attempt));
        }
    }

    /** A reason a client gave for cancelling; for staff only. */
    public void reason(CallId call, ClientId client, @Nullable String text) {
        write(call, client, "REASON", text);
    }

    /** What staff wrote with an outcome. */
    public void note(CallId call, ClientId client, @Nullable String text) {
        write(call, client, "NOTE", text);
    }

    private void write(CallId call, ClientId client, String kind, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            intakes.insertOne(document(call, client, kind, new Content(List.of(), text.strip())));
        }
    }

    private Document document(CallId call, ClientId client, String kind, Content content) {
        String id = "in_" + UuidCreator.getTimeOrderedEpoch();
        Document document = new Document("_id", id)
                .append("call", call.value())
                .append("kind", kind)
                .append("at", Date.from(machine.now()));
        document.putAll(keys.seal(client, record(document), json.writeValueAsString(content))
                .document());
        return document;
    }

    /** What the text is bound to, besides its client: this call, and this document of it. */
    private static String record(Document document) {
        return document.getString("call") + "/" + document.getString("kind") + "/" + document.getString("_id");
    }

    /** Deletes all that was written about a call. */
    public void erase(CallId call) {
        intakes.deleteMany(Filters.eq("call", call.value()));
    }

    /** What was written before each of these calls; calls without anything are left out. */
    public Map<CallId, Intake> of(Collection<CallId> calls) {
        Map<CallId, Intake> found = new HashMap<>();
        opened(Filters.and(
                        Filters.in("call", calls.stream().map(CallId::value).toList()),
                        Filters.eq("kind", "INTAKE"),
                        Filters.exists("orphanAt", false)))
                .forEach((one, content) -> found.put(
                        new CallId(one.getString("call")),
                        content.map(Intakes::intake).orElse(Intake.CLOSED)));
        return found;
    }

    private static Intake intake(Content content) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        content.answers().forEach(answer -> answers.put(answer.question(), answer.values()));
        return new Intake(answers, content.text(), false);
    }

    /** What staff and the client wrote since, oldest first; what cannot be opened is left out. */
    public List<Written> writtenAbout(CallId call) {
        List<Written> found = new ArrayList<>();
        opened(Filters.and(Filters.eq("call", call.value()), Filters.in("kind", "REASON", "NOTE")))
                .forEach((one, content) -> content.map(Content::text)
                        .ifPresent(text ->
                                found.add(new Written(one.getString("kind").equals("REASON"), text))));
        return found;
    }

    private Map<Document, Optional<Content>> opened(Bson filter) {
        List<Document> stored = intakes.find(Filters.and(filter, Filters.exists("box")))
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
        ClientKeys.Reading reading =
                keys.reading(stored.stream().map(Sealed::of).toList());
        Map<Document, Optional<Content>> opened = new LinkedHashMap<>();
        for (Document one : stored) {
            opened.put(one, reading.open(Sealed.of(one), record(one)).map(text -> json.readValue(text, Content.class)));
        }
        return opened;
    }

    /** A text about a call; {@code byClient}: the reason for cancelling it. */
    public record Written(boolean byClient, String text) {}
}
