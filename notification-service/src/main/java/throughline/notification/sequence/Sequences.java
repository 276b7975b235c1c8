package throughline.notification.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 * <pre>{ _id: "after-interested:3", sequence, version, savedAt, retired, events: [ … ], definition: "{…}" }</pre>
 *
 * The highest version is the current one; the next version's {@code _id} can be taken only once.
 */
@Component
public class Sequences {

    private static final int TRIES = 5;

    private final MongoCollection<Document> versions;
    private final Clock clock;
    /** Of its own: what is stored must not change with a setting of the web interface. */
    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, SequenceVersion> known = new ConcurrentHashMap<>();

    Sequences(MongoDatabaseFactory database, Clock clock) {
        this.versions = Durable.collection(database.getMongoDatabase(), "notification.sequences");
        this.clock = clock;
        versions.createIndex(Indexes.compoundIndex(Indexes.ascending("sequence"), Indexes.descending("version")));
        versions.createIndex(Indexes.ascending("events"));
        ReadyMade.all().forEach(this::seed);
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

    /** Whether any version, old ones included because people may still be in them, starts or ends by an event. */
    public boolean mention(String eventName) {
        return versions.find(Filters.eq("events", eventName))
                        .projection(new Document("_id", 1))
                        .first()
                != null;
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
            if (insert(version)) {
                return version;
            }
        }
        throw new IllegalStateException("sequence " + sequence + " is being saved by too many at once");
    }

    private void seed(String sequence, Definition definition) {
        insert(new SequenceVersion(sequence, 1, clock.instant(), false, definition));
    }

    private boolean insert(SequenceVersion version) {
        try {
            versions.insertOne(new Document("_id", id(version.sequence(), version.version()))
                    .append("sequence", version.sequence())
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
