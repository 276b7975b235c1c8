package throughline.notification.policy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.outbox.Durable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the practice's settings for mail lie. Each save is a version of its own that never changes; the highest counts:
 *
 * <pre>notification.settings  { _id: version, savedAt, policy: "{…}" }</pre>
 */
@Component
public class MailPolicies {

    private static final int TRIES = 5;
    /** How long another process may go on by the settings before. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final MongoCollection<Document> versions;
    private final Clock clock;
    private final MachineTime machine;
    /** Of its own: what is stored must not change with a setting of the web interface. */
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private volatile @Nullable Remembered remembered;

    MailPolicies(MongoDatabaseFactory database, Clock clock, MachineTime machine) {
        this.versions = Durable.collection(database.getMongoDatabase(), "notification.settings");
        this.clock = clock;
        this.machine = machine;
    }

    private record Remembered(Saved saved, long until) {}

    /** A version; 0 is what a new practice has. */
    record Saved(int version, @Nullable Instant savedAt, MailPolicy policy) {}

    /** What counts now; a change made in another process is seen within a second. Cheap enough to ask for each mail. */
    public MailPolicy current() {
        Remembered known = remembered;
        if (known != null && machine.nanos() - known.until() < 0) {
            return known.saved().policy();
        }
        return newest().policy();
    }

    Saved newest() {
        Document row = versions.find().sort(Sorts.descending("_id")).first();
        Saved saved = row == null
                ? new Saved(0, null, MailPolicy.DEFAULT)
                : new Saved(
                        row.getInteger("_id"),
                        row.getDate("savedAt").toInstant(),
                        json.readValue(row.getString("policy"), MailPolicy.class));
        return remember(saved);
    }

    Saved save(MailPolicy policy) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Saved next = new Saved(newest().version() + 1, clock.instant(), policy);
            try {
                versions.insertOne(new Document("_id", next.version())
                        .append("savedAt", Date.from(clock.instant()))
                        .append("policy", json.writeValueAsString(policy)));
                return remember(next);
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                // somebody else saved meanwhile: this becomes the version after theirs
            }
        }
        throw new IllegalStateException("the mail settings are being saved by too many at once");
    }

    private Saved remember(Saved saved) {
        remembered = new Remembered(saved, machine.nanos() + REMEMBERED.toNanos());
        return saved;
    }
}
