package throughline.benchmarks;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.bson.Document;

/** The database of a running system: to put years of calls there without booking them, and to judge what is left of a race. */
final class Stored implements AutoCloseable {

    private static final int BATCH = 5_000;

    private final MongoClient client;

    private Stored(MongoClient client) {
        this.client = client;
    }

    static Stored of(Path home) {
        Properties ports = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("ports.properties"))) {
            ports.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Stored(MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(
                        "mongodb://127.0.0.1:" + ports.getProperty("mongod") + "/?directConnection=true"))
                .build()));
    }

    MongoCollection<Document> collection(String name) {
        return client.getDatabase("throughline").getCollection(name);
    }

    /** Calls of a practitioner that are over, one each half hour back from {@code until}. */
    void pastCalls(String practitioner, String callType, int calls, Instant until) {
        List<Document> batch = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Instant start = until.minus(Duration.ofMinutes(30L * (i + 1)));
            batch.add(new Document("_id", practitioner + "-past-" + i)
                    .append("version", 1L)
                    .append(
                            "state",
                            new Document("practitioner", practitioner)
                                    .append("callType", callType)
                                    .append("client", "cl_bench" + i)
                                    .append("state", "CONFIRMED")
                                    .append("start", Date.from(start))
                                    .append("end", Date.from(start.plus(Duration.ofMinutes(30))))
                                    .append("asked", new Document("at", Date.from(start.minus(Duration.ofDays(7)))))
                                    .append("entry", new Document("uid", "u" + i).append("sequence", 0))));
            if (batch.size() == BATCH || i == calls - 1) {
                collection("booking.calls").insertMany(batch);
                batch.clear();
            }
        }
    }

    /** The whole calendar of a practitioner. */
    void calendar(String practitioner, List<Document> claims) {
        collection("booking.calendars").deleteOne(new Document("_id", practitioner));
        collection("booking.calendars")
                .insertOne(new Document("_id", practitioner)
                        .append("version", 1L)
                        .append("state", new Document("claims", claims))
                        .append("operations", List.of())
                        .append("outbox", new Document("sequence", 0L).append("events", List.of())));
    }

    static Document claim(String id, String callType, Instant start) {
        return new Document("callId", id)
                .append("client", "cl_" + id)
                .append("callType", callType)
                .append("start", Date.from(start))
                .append("end", Date.from(start.plus(Duration.ofMinutes(30))))
                .append("bufferBefore", 0)
                .append("bufferAfter", 0)
                .append("state", "CONFIRMED")
                .append("uid", id + "@bench.example")
                .append("sequence", 0)
                .append("generation", 0)
                .append("settled", false)
                .append("request", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    }

    /** How many claims a calendar has, and how many pairs of neighbours overlap. */
    int[] judged(String practitioner) {
        Document calendar = collection("booking.calendars")
                .find(new Document("_id", practitioner))
                .first();
        List<Document> claims = calendar == null
                ? List.of()
                : calendar.get("state", Document.class).getList("claims", Document.class).stream()
                        .filter(claim -> "CONFIRMED".equals(claim.getString("state")))
                        .sorted(Comparator.comparing((Document claim) -> claim.getDate("start")))
                        .toList();
        int overlaps = 0;
        for (int i = 1; i < claims.size(); i++) {
            overlaps += claims.get(i).getDate("start").before(claims.get(i - 1).getDate("end")) ? 1 : 0;
        }
        return new int[] {claims.size(), overlaps};
    }

    @Override
    public void close() {
        client.close();
    }
}
