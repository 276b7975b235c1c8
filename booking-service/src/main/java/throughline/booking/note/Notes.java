package throughline.booking.note;

import static com.mongodb.client.model.Filters.eq;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.booking.key.ClientKeys;
import throughline.booking.key.Sealed;
import throughline.contract.ClientId;
import throughline.outbox.Durable;

/**
 * Notes about clients, kept in {@code booking.notes}:
 *
 * <pre>{ _id, about: client id, at, by, client, key, box }    // the last three: the text, locked; see Sealed</pre>
 */
@Component
public class Notes {

    private static final String RECORD = "note/";

    private final MongoCollection<Document> notes;
    private final ClientKeys keys;
    private final Clock clock;

    Notes(MongoDatabaseFactory database, ClientKeys keys, Clock clock) {
        this.notes = Durable.collection(database.getMongoDatabase(), "booking.notes");
        this.keys = keys;
        this.clock = clock;
        notes.createIndex(Indexes.ascending("about", "_id"));
    }

    /** @param text absent where the key that opens it is not here */
    public record Note(
            String id, Instant at, String by, @Nullable String text) {}

    /** @param by who wrote it */
    Note write(ClientId about, String by, String text) {
        String id = "n_" + UuidCreator.getTimeOrderedEpoch();
        Instant at = clock.instant();
        Document note = new Document("_id", id)
                .append("about", about.value())
                .append("at", Date.from(at))
                .append("by", by);
        note.putAll(keys.seal(about, RECORD + id, text).document());
        notes.insertOne(note);
        return new Note(id, at, by, text);
    }

    /** Newest first. */
    public List<Note> about(ClientId client) {
        List<Document> stored = notes.find(eq("about", client.value()))
                .sort(Sorts.descending("_id"))
                .into(new ArrayList<>());
        ClientKeys.Reading reading =
                keys.reading(stored.stream().map(Sealed::of).toList());
        return stored.stream()
                .map(note -> new Note(
                        note.getString("_id"),
                        note.getDate("at").toInstant(),
                        note.getString("by"),
                        reading.open(Sealed.of(note), RECORD + note.getString("_id"))
                                .orElse(null)))
                .toList();
    }

    /** The notes go to the record theirs was joined into; the key that opens them stays the same. */
    public void handOver(ClientId from, ClientId to) {
        notes.updateMany(eq("about", from.value()), Updates.set("about", to.value()));
    }

    public void erase(ClientId client) {
        notes.deleteMany(eq("about", client.value()));
    }
}
