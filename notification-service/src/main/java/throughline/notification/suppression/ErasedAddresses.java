package throughline.notification.suppression;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.Date;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.outbox.Durable;

/**
 * Keyed hashes of addresses whose owners were erased, so that no list somebody still has can bring them back. Who comes back by
 * themselves is welcome.
 *
 * <pre>notification.erased_addresses  { _id: hash, erasedAt }</pre>
 */
@Component
public class ErasedAddresses {

    private final MongoCollection<Document> erased;
    private final Clock clock;

    ErasedAddresses(MongoDatabaseFactory database, Clock clock) {
        this.erased = Durable.collection(database.getMongoDatabase(), "notification.erased_addresses");
        this.clock = clock;
    }

    public void add(String address) {
        erased.updateOne(
                Filters.eq(address),
                Updates.setOnInsert("erasedAt", Date.from(clock.instant())),
                new UpdateOptions().upsert(true));
    }

    public boolean contains(String address) {
        return erased.countDocuments(Filters.eq(address)) > 0;
    }
}
