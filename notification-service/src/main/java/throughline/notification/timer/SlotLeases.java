package throughline.notification.timer;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;

/**
 * Which instance is at which slot while a great deal is due. It only saves double work: should a lease be lost, or be held by
 * two, each run is still advanced once, because each write asks for the version it has read.
 *
 * <pre>notification.timer_slots  { _id: slot, owner, until }   // machine time</pre>
 */
@Component
class SlotLeases {

    /** A killed instance's slots wait this long; one batch takes a fraction of it. */
    static final Duration LENGTH = Duration.ofSeconds(15);

    private final MongoCollection<Document> slots;
    private final MachineTime machine;
    private final String owner = UUID.randomUUID().toString();

    SlotLeases(MongoDatabaseFactory database, MachineTime machine) {
        // nothing is lost with it, so nobody waits for a journal
        this.slots = database.getMongoDatabase()
                .getCollection("notification.timer_slots")
                .withWriteConcern(WriteConcern.W1);
        this.machine = machine;
    }

    /** Takes the slot, or keeps it for as long again; false while another instance has it. */
    boolean take(int slot) {
        Instant now = machine.now();
        try {
            slots.updateOne(
                    Filters.and(
                            Filters.eq(slot),
                            Filters.or(Filters.eq("owner", owner), Filters.lte("until", Date.from(now)))),
                    Updates.combine(Updates.set("owner", owner), Updates.set("until", Date.from(now.plus(LENGTH)))),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return false;
        }
    }

    void giveBack(int slot) {
        slots.deleteOne(Filters.and(Filters.eq(slot), Filters.eq("owner", owner)));
    }
}
