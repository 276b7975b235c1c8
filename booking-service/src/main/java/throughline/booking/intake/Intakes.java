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
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.contract.CallId;
import throughline.outbox.Durable;

/**
 * What people write before a call and what staff write after it, kept in {@code booking.intakes}:
 *
 * <pre>
 * { _id, call, kind INTAKE|REASON|NOTE, at, answers: [ {question, values} ], text?,
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
    private final MachineTime machine;

    Intakes(MongoDatabaseFactory database, MachineTime machine) {
        this.intakes = Durable.collection(database.getMongoDatabase(), "booking.intakes");
        this.machine = machine;
        intakes.createIndex(Indexes.ascending("call"));
        intakes.createIndex(Indexes.ascending("orphanAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    /** What was written before one call. */
    public record Intake(
            Map<String, List<String>> answers, @Nullable String note) {

        public static final Intake NOTHING = new Intake(Map.of(), null);
    }

    /**
     * Writes down the answers of an attempt to book.
     *
     * @return its id, or null where there is nothing to write
     */
    public @Nullable String attempt(CallId call, Answers answers, @Nullable String note) {
        if (answers.values().isEmpty() && note == null) {
            return null;
        }
        String id = "in_" + UuidCreator.getTimeOrderedEpoch();
        List<Document> given = new ArrayList<>();
        answers.values()
                .forEach((question, values) -> given.add(new Document("question", question).append("values", values)));
        Document document = document(id, call, "INTAKE")
                .append("answers", given)
                .append("orphanAt", Date.from(machine.in(ORPHANED_AFTER)));
        intakes.insertOne(note == null ? document : document.append("text", note));
        return id;
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
    public void reason(CallId call, @Nullable String text) {
        write(call, "REASON", text);
    }

    /** What staff wrote with an outcome. */
    public void note(CallId call, @Nullable String text) {
        write(call, "NOTE", text);
    }

    private void write(CallId call, String kind, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            intakes.insertOne(document("in_" + UuidCreator.getTimeOrderedEpoch(), call, kind)
                    .append("text", text.strip()));
        }
    }

    private Document document(String id, CallId call, String kind) {
        return new Document("_id", id)
                .append("call", call.value())
                .append("kind", kind)
                .append("at", Date.from(machine.now()));
    }

    /** What was written before each of these calls; calls without anything are left out. */
    public Map<CallId, Intake> of(Collection<CallId> calls) {
        Map<CallId, Intake> found = new HashMap<>();
        for (Document one : intakes.find(Filters.and(
                Filters.in("call", calls.stream().map(CallId::value).toList()),
                Filters.eq("kind", "INTAKE"),
                Filters.exists("orphanAt", false)))) {
            Map<String, List<String>> answers = new LinkedHashMap<>();
            one.getList("answers", Document.class, List.of())
                    .forEach(a -> answers.put(a.getString("question"), a.getList("values", String.class)));
            found.put(new CallId(one.getString("call")), new Intake(answers, one.getString("text")));
        }
        return found;
    }

    /** What staff and the client wrote since, oldest first. */
    public List<Written> writtenAbout(CallId call) {
        List<Written> found = new ArrayList<>();
        for (Document one : intakes.find(
                        Filters.and(Filters.eq("call", call.value()), Filters.in("kind", "REASON", "NOTE")))
                .sort(new Document("_id", 1))) {
            found.add(new Written(one.getString("kind").equals("REASON"), one.getString("text")));
        }
        return found;
    }

    /** A text about a call; {@code byClient}: the reason for cancelling it. */
    public record Written(boolean byClient, String text) {}
}
