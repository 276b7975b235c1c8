package throughline.launcher.mongod;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** One mongod as a replica set of one: without it an acknowledged write may be lost at a kill (SERVER-139311). */
record ReplicaSet(int port) {

    static final String NAME = "throughline";
    private static final int NOT_YET_INITIALIZED = 94;
    private static final int NOT_A_MEMBER = 93;

    /** Whether it takes writes; makes it a replica set at its first start, and moves the set along when the port has changed. */
    boolean takesWrites() throws IOException {
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://127.0.0.1:" + port + "/?directConnection=true"))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(1, TimeUnit.SECONDS))
                .build();
        try (var client = MongoClients.create(settings)) {
            var admin = client.getDatabase("admin");
            if (admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary", false)) {
                return true;
            }
            configure(admin);
            return false;
        } catch (MongoException e) {
            throw new IOException(e);
        }
    }

    private void configure(MongoDatabase admin) {
        try {
            var status = admin.runCommand(new Document("replSetGetStatus", 1));
            if (status.getInteger("myState", 0) == 10) {
                move(admin);
            }
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == NOT_YET_INITIALIZED) {
                admin.runCommand(
                        new Document("replSetInitiate", new Document("_id", NAME).append("members", members())));
            } else if (e.getErrorCode() == NOT_A_MEMBER) {
                move(admin);
            } else {
                throw e;
            }
        }
    }

    /** The port had been taken by a stranger while we were away, so the set's configuration names an address that is no longer ours. */
    private void move(MongoDatabase admin) {
        var configuration =
                admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
        configuration.append("version", configuration.getInteger("version") + 1).append("members", members());
        admin.runCommand(new Document("replSetReconfig", configuration).append("force", true));
    }

    private List<Document> members() {
        return List.of(new Document("_id", 0).append("host", "127.0.0.1:" + port));
    }
}
