package throughline.booking.key;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.google.crypto.tink.Aead;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.contract.ClientId;
import throughline.outbox.Durable;

/**
 * One key per client, kept in {@code booking.keys}, locked with the master key whose id its own id ends in:
 *
 * <pre>
 * { _id: "client.master", client, master, locked, at }
 * { _id: client, erasedAt }                              // of an erased client only this is left
 * </pre>
 *
 * <p>A key is locked to its client, a text to client and record: what was moved to another record does not open. Without its
 * master key a text stays closed while bookings go on, under a fresh key; put back, the old master key opens it again.
 */
@Component
public class ClientKeys {

    private static final Logger log = LoggerFactory.getLogger(ClientKeys.class);

    private final MongoCollection<Document> keys;
    private final MasterKeys masters;
    private final MachineTime machine;

    ClientKeys(MongoDatabaseFactory database, MasterKeys masters, MachineTime machine) {
        this.keys = Durable.collection(database.getMongoDatabase(), "booking.keys");
        this.masters = masters;
        this.machine = machine;
        keys.createIndex(Indexes.ascending("client"));
        keys.createIndex(Indexes.ascending("master"));
        long closed = closed();
        if (closed > 0) {
            log.error(
                    "The master key that locks what {} clients wrote is not here: put it back into keys/master or"
                            + " THROUGHLINE_MASTER_KEY. Until then it cannot be read; bookings go on under the present key.",
                    closed);
        }
    }

    /**
     * Locks a text with the client's key, which is made if there is none.
     *
     * @param record what the text belongs to; it must be named the same when it is opened
     * @throws ErasedClient if the client was erased
     */
    public Sealed seal(ClientId client, String record, String text) {
        String id = client + "." + masters.first();
        Document key = Optional.ofNullable(keys.find(eq(id)).first()).orElseGet(() -> create(id, client.value()));
        Aead aead = masters.open(masters.first(), locked(key), client.value())
                .orElseThrow(() -> new IllegalStateException("the key " + id + " is not this client's"));
        try {
            byte[] box = aead.encrypt(text.getBytes(StandardCharsets.UTF_8), associated(client.value(), record));
            return new Sealed(client.value(), id, new Binary(box));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a text can always be locked", e);
        }
    }

    private Document create(String id, String client) {
        Document fresh = new Document("_id", id)
                .append("client", client)
                .append("master", masters.first())
                .append("locked", new Binary(masters.fresh(client)))
                .append("at", Date.from(machine.now()));
        try {
            keys.insertOne(fresh);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        // after the insert: an erasure either sees this key and deletes it, or is seen here
        if (keys.find(eq(client)).first() != null) {
            keys.deleteOne(eq(id));
            throw new ErasedClient(client);
        }
        return Optional.ofNullable(keys.find(eq(id)).first()).orElseThrow(() -> new ErasedClient(client));
    }

    /** Opens several texts with one look at the keys. */
    public Reading reading(Collection<Sealed> texts) {
        Map<String, Document> found = new HashMap<>();
        if (!texts.isEmpty()) {
            keys.find(in("_id", texts.stream().map(Sealed::key).distinct().toList()))
                    .forEach(key -> found.put(key.getString("_id"), key));
        }
        return new Reading(found, masters);
    }

    /** The keys of some texts. */
    public static final class Reading {

        private final Map<String, Document> found;
        private final MasterKeys masters;

        private Reading(Map<String, Document> found, MasterKeys masters) {
            this.found = found;
            this.masters = masters;
        }

        /** Empty if the key is gone, its master key is not here, or the text belongs to another record. */
        public Optional<String> open(Sealed text, String record) {
            return Optional.ofNullable(found.get(text.key()))
                    .flatMap(key -> masters.open(key.getString("master"), locked(key), text.client()))
                    .flatMap(aead -> decrypt(aead, text, record));
        }

        private static Optional<String> decrypt(Aead aead, Sealed text, String record) {
            try {
                byte[] plain = aead.decrypt(text.box().getData(), associated(text.client(), record));
                return Optional.of(new String(plain, StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                log.error("What lies under {} does not belong there; it stays closed.", record);
                return Optional.empty();
            }
        }
    }

    /** Deletes the client's keys for good: what they locked can never be read again. */
    public void erase(ClientId client) {
        keys.updateOne(
                eq(client.value()),
                Updates.set("erasedAt", Date.from(machine.now())),
                new UpdateOptions().upsert(true));
        keys.deleteMany(and(eq("client", client.value()), ne("_id", client.value())));
    }

    /** How many clients' texts cannot be opened because their master key is not here. */
    public long closed() {
        long closed = 0;
        for (String master : keys.distinct("master", exists("master"), String.class)) {
            closed += masters.has(master) ? 0 : keys.countDocuments(eq("master", master));
        }
        return closed;
    }

    private static byte[] locked(Document key) {
        return key.get("locked", Binary.class).getData();
    }

    private static byte[] associated(String client, String record) {
        return (client + "\n" + record).getBytes(StandardCharsets.UTF_8);
    }
}
