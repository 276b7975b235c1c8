package throughline.outbox;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;

/** A collection as all our decisions need it: acknowledged by the majority's journals, read from the primary, newest first. */
public final class Durable {

    private static final WriteConcern JOURNALLED = WriteConcern.MAJORITY.withJournal(true);

    private Durable() {}

    public static MongoCollection<Document> collection(MongoDatabase database, String name) {
        return database.getCollection(name)
                .withWriteConcern(JOURNALLED)
                .withReadConcern(ReadConcern.LOCAL)
                .withReadPreference(ReadPreference.primary());
    }
}
