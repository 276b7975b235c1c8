package throughline.endtoend.practice;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;

/** The documents behind the system, only ever read. */
public final class Database implements AutoCloseable {

    private final MongoClient client;
    private final MongoDatabase database;

    Database(String uri) {
        this.client = MongoClients.create(uri);
        this.database = client.getDatabase(Objects.requireNonNull(new ConnectionString(uri).getDatabase()));
    }

    /** Documents in each collection that has any. */
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        for (var name : database.listCollectionNames()) {
            long count = database.getCollection(name).countDocuments();
            if (count > 0) {
                counts.put(name, count);
            }
        }
        return counts;
    }

    public List<Document> all(String collection) {
        return database.getCollection(collection).find().into(new ArrayList<>());
    }

    public List<String> collections() {
        return database.listCollectionNames().into(new ArrayList<>());
    }

    /** Aggregates that hold facts nobody has published yet, {@code collection/id}. */
    public List<String> unpublished() {
        var found = new ArrayList<String>();
        for (var name : database.listCollectionNames()) {
            for (var document : database.getCollection(name).find(Filters.exists("outbox.events.0"))) {
                found.add(name + "/" + document.get("_id"));
            }
        }
        return found;
    }

    @Override
    public void close() {
        client.close();
    }
}
