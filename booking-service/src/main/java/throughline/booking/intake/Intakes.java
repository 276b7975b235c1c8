package throughline.booking.intake;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import throughline.contract.PractitionerId;
import throughline.outbox.Durable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people write before a call and what staff write after it, kept in {@code booking.intakes}:
 *
 * <pre>
 * { _id, call, kind INTAKE|REASON|NOTE, at,
 *   client, key, box,                   // the answers and texts, locked with the client's key (see Sealed)
 *   owner?,                             // of what was written before a call: the practitioner whose calendar may name it
 *   attempt?, judgeAt? }                // until the call it belongs to holds, and while it is being given up
 * </pre>
 *
 * An attempt to book writes its own document first. The claim names it, so the attempt that won keeps its answers and every
 * other takes its own away. Whatever a crash leaves in between is judged soon after by {@link LeftAnswers}: named by a claim or
 * a request it stays, named by nothing it goes.
 */
@Component
public class Intakes {

    /** Who has not named an attempt by then is refused; see {@link Attempt}. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(20);

    /** Longer than an attempt is good for, by more than the clocks of two machines differ. */
    private static final Duration JUDGED_AFTER = Duration.ofSeconds(35);

    private static final int AT_ONCE = 200;
    private static final Bson KEPT = Updates.combine(Updates.unset("attempt"), Updates.unset("judgeAt"));

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
        intakes.createIndex(
                Indexes.ascending("judgeAt"), new IndexOptions().partialFilterExpression(Filters.exists("judgeAt")));
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
     * What was written down for an attempt to book.
     *
     * @param id absent where there was nothing to write
     * @param goodUntil whoever decides later than this (machine time) must not name it: it may be on its way out
     */
    public record Attempt(@Nullable String id, Instant goodUntil) {

        static final Attempt OF_NOTHING = new Attempt(null, Instant.MAX);
    }

    /**
     * Writes down the answers of an attempt to book.
     *
     * @param owner the practitioner it is for
     * @throws throughline.booking.key.ErasedClient if the client was erased meanwhile
     */
    public Attempt attempt(PractitionerId owner, CallId call, ClientId client, Answers answers, @Nullable String note) {
        if (answers.values().isEmpty() && note == null) {
            return Attempt.OF_NOTHING;
        }
        List<Answer> given = answers.values().entrySet().stream()
                .map(one -> new Answer(one.getKey(), one.getValue()))
                .toList();
        Document document = document(call, client, "INTAKE", new Content(given, note))
                .append("owner", owner.value())
                .append("attempt", true)
                .append("judgeAt", Date.from(machine.in(JUDGED_AFTER)));
        intakes.insertOne(document);
        return new Attempt(document.getString("_id"), machine.in(GOOD_FOR));
    }

    /** Whether it is too late to name it. */
    public boolean isLate(Attempt attempt) {
        return machine.now().isAfter(attempt.goodUntil());
    }

    /** The attempt holds: its answers stay. May be repeated, and does nothing to answers that are being given up. */
    public void keep(@Nullable String attempt) {
        if (attempt != null) {
            intakes.updateOne(Filters.and(Filters.eq(attempt), Filters.eq("attempt", true)), KEPT);
        }
    }

    /** Before what names them lets them go: from here on they are judged, should nobody come to drop them. */
    public void givingUp(@Nullable String answers) {
        if (answers != null) {
            intakes.updateOne(
                    Filters.eq(answers),
                    Updates.combine(
                            Updates.unset("attempt"), Updates.set("judgeAt", Date.from(machine.in(JUDGED_AFTER)))));
        }
    }

    /** Answers of which it is time to say whether anything names them. */
    record Doubtful(String id, PractitionerId owner, CallId call, Date judgeAt) {}

    List<Doubtful> doubtful() {
        List<Doubtful> found = new ArrayList<>();
        for (Document one : intakes.find(
                        Filters.and(Filters.lte("judgeAt", Date.from(machine.now())), Filters.exists("owner")))
                .sort(Indexes.ascending("judgeAt"))
                .limit(AT_ONCE)) {
            found.add(new Doubtful(
                    one.getString("_id"),
                    new PractitionerId(one.getString("owner")),
                    new CallId(one.getString("call")),
                    one.getDate("judgeAt")));
        }
        return found;
    }

    void named(Doubtful answers) {
        intakes.updateOne(Filters.and(Filters.eq(answers.id()), Filters.eq("judgeAt", answers.judgeAt())), KEPT);
    }

    void namedByNothing(Doubtful answers) {
        intakes.deleteOne(Filters.and(Filters.eq(answers.id()), Filters.eq("judgeAt", answers.judgeAt())));
    }

    /** Whether answers of this call are kept besides these. */
    boolean hasOthers(Doubtful answers) {
        return intakes.find(Filters.and(
                                Filters.eq("call", answers.call().value()),
                                Filters.eq("kind", "INTAKE"),
                                Filters.ne("_id", answers.id()),
                                Filters.exists("judgeAt", false)))
                        .first()
                != null;
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
                        Filters.exists("attempt", false)))
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
