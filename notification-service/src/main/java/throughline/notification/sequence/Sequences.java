package throughline.notification.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.outbox.Durable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sequences of the practice. Each save is a document of its own that never changes, so people in flight keep the version
 * they started:
 *
 * <pre>{ _id: "after-interested:3", sequence, version, savedAt, mark?, retired, events: [ … ], definition: "{…}" }</pre>
 *
 * {@code mark} is an id as events have them, so that it can be said of an event whether it happened before the save.
 * The highest version is the current one; the next version's {@code _id} can be taken only once.
 */
@Component
public class Sequences {

    private static final int TRIES = 5;
    private static final int UUID_LENGTH = 36;
    private static final int VERSION_AT = 14;

    private final MongoCollection<Document> versions;
    private final Clock clock;
    /** Of its own: what is stored must not change with a setting of the web interface. */
    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, SequenceVersion> known = new ConcurrentHashMap<>();
    private final Map<String, Mentions> mentions = new ConcurrentHashMap<>();

    /**
     * Which versions start or end by an event of a name.
     *
     * @param asOf an id as events have them: all that was saved before an event with a smaller one is in it
     * @param marks of those versions; empty for one that was always there
     */
    private record Mentions(String asOf, List<String> marks) {}

    Sequences(MongoDatabaseFactory database, Clock clock) {
        this.versions = Durable.collection(database.getMongoDatabase(), "notification.sequences");
        this.clock = clock;
        versions.createIndex(Indexes.compoundIndex(Indexes.ascending("sequence"), Indexes.descending("version")));
        versions.createIndex(Indexes.ascending("events"));
        boolean first = versions.find().projection(new Document("_id", 1)).first() == null;
        ReadyMade.all().forEach((id, definition) -> seed(id, definition, first));
    }

    /** The current version of each sequence, by id; retired ones too. */
    public List<SequenceVersion> current() {
        Map<String, SequenceVersion> newest = new LinkedHashMap<>();
        for (Document row : versions.find()
                .projection(new Document("sequence", 1).append("version", 1))
                .sort(Sorts.orderBy(Sorts.ascending("sequence"), Sorts.descending("version")))) {
            newest.computeIfAbsent(
                    row.getString("sequence"),
                    id -> version(id, row.getInteger("version")).orElseThrow());
        }
        return List.copyOf(newest.values());
    }

    /**
     * The current versions that an event starts: each live, and with a trigger that matches in the version that was in force when
     * the event happened and in every one since. So an event that is told again, when sequences have been added, changed or taken
     * up again since, starts nothing it had not started before.
     *
     * @param eventId time-ordered, as all events of ours have it; any other counts as having just happened
     */
    public List<SequenceVersion> startedBy(String eventId, Predicate<Definition.Trigger> matches) {
        Map<String, SequenceVersion> newest = new LinkedHashMap<>();
        Set<String> decided = new HashSet<>();
        Map<String, SequenceVersion> started = new LinkedHashMap<>();
        for (Document row : versions.find()
                .projection(new Document("sequence", 1).append("version", 1).append("mark", 1))
                .sort(Sorts.orderBy(Sorts.ascending("sequence"), Sorts.descending("version")))) {
            String id = row.getString("sequence");
            if (decided.contains(id)) {
                continue;
            }
            SequenceVersion version = version(id, row.getInteger("version")).orElseThrow();
            newest.putIfAbsent(id, version);
            boolean starts = version.live() && matches.test(version.definition().trigger());
            boolean wasInForce = !isOlder(eventId, row.getString("mark"));
            if (starts && wasInForce) {
                started.put(id, Objects.requireNonNull(newest.get(id)));
            }
            if (!starts || wasInForce) {
                decided.add(id);
            }
        }
        return List.copyOf(started.values());
    }

    private static boolean isOlder(String eventId, @Nullable String mark) {
        boolean ordered = eventId.length() == UUID_LENGTH && eventId.charAt(VERSION_AT) == '7';
        return mark != null && ordered && eventId.compareTo(mark) < 0;
    }

    /**
     * Whether any version that was there when it happened, old ones included because people may still be in them, starts or ends by an
     * event. Versions never change, so what was read serves for all events that had happened by then: thousands may come at once.
     */
    public boolean mention(String eventName, String eventId) {
        @Nullable Mentions remembered = mentions.get(eventName);
        if (remembered == null || !isOlder(eventId, remembered.asOf())) {
            remembered = readMentions(eventName);
            mentions.put(eventName, remembered);
        }
        return remembered.marks().stream().anyMatch(mark -> !isOlder(eventId, mark));
    }

    private Mentions readMentions(String eventName) {
        String asOf = mark();
        List<String> marks = new ArrayList<>();
        for (Document row : versions.find(Filters.eq("events", eventName)).projection(new Document("mark", 1))) {
            marks.add(Objects.requireNonNullElse(row.getString("mark"), ""));
        }
        return new Mentions(asOf, marks);
    }

    /** Every version of a sequence, the newest first. */
    public List<SequenceVersion> versions(String sequence) {
        List<SequenceVersion> all = new ArrayList<>();
        versions.find(Filters.eq("sequence", sequence))
                .sort(Sorts.descending("version"))
                .forEach(row -> all.add(read(row)));
        return all;
    }

    public Optional<SequenceVersion> current(String sequence) {
        return Optional.ofNullable(versions.find(Filters.eq("sequence", sequence))
                        .sort(Sorts.descending("version"))
                        .first())
                .map(this::read);
    }

    /** One version; it never changes, so it is read once. */
    public Optional<SequenceVersion> version(String sequence, int version) {
        String id = id(sequence, version);
        @Nullable SequenceVersion remembered = known.get(id);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Document row = versions.find(Filters.eq(id)).first();
        if (row == null) {
            return Optional.empty();
        }
        SequenceVersion read = read(row);
        known.put(id, read);
        return Optional.of(read);
    }

    /** Saves the next version; without steps, or {@code retired}, nobody starts it any more. */
    public SequenceVersion save(String sequence, Definition definition, boolean retired) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int next = current(sequence).map(v -> v.version() + 1).orElse(1);
            SequenceVersion version = new SequenceVersion(sequence, next, clock.instant(), retired, definition);
            if (insert(version, mark())) {
                return version;
            }
        }
        throw new IllegalStateException("sequence " + sequence + " is being saved by too many at once");
    }

    /** With the practice itself they were always there: a booking may be older than the first start of this service. */
    private void seed(String sequence, Definition definition, boolean always) {
        insert(new SequenceVersion(sequence, 1, clock.instant(), false, definition), always ? null : mark());
    }

    private static String mark() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    private boolean insert(SequenceVersion version, @Nullable String mark) {
        try {
            Document row = new Document("_id", id(version.sequence(), version.version()));
            if (mark != null) {
                row.append("mark", mark);
            }
            versions.insertOne(row.append("sequence", version.sequence())
                    .append("version", version.version())
                    .append("savedAt", Date.from(version.savedAt()))
                    .append("retired", version.retired())
                    .append("events", eventsOf(version.definition()))
                    .append("definition", json.writeValueAsString(version.definition())));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static List<String> eventsOf(Definition definition) {
        List<String> events = new ArrayList<>(definition.goals());
        events.add(definition.trigger().event());
        return events;
    }

    private SequenceVersion read(Document row) {
        return new SequenceVersion(
                row.getString("sequence"),
                row.getInteger("version"),
                row.getDate("savedAt").toInstant(),
                row.getBoolean("retired", false),
                json.readValue(row.getString("definition"), Definition.class));
    }

    private static String id(String sequence, int version) {
        return sequence + ":" + version;
    }
}
