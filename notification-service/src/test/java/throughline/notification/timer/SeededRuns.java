package throughline.notification.timer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import throughline.contract.ClientId;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.sequence.Lateness;

/** Runs by the thousand, written into the database as the service would have written them. */
final class SeededRuns {

    private static final int BATCH = 5_000;

    private final MongoDatabase database;
    private final MongoConverter converter;

    SeededRuns(MongoDatabase database, MongoConverter converter) {
        this.database = database;
        this.converter = converter;
    }

    /** Puts this many runs there that wait for their first step, with the clients they are about unless they stay for ever. */
    void insert(String group, int count, Instant due) {
        MongoCollection<Document> people = database.getCollection("notification.contacts");
        MongoCollection<Document> runs = database.getCollection("notification.enrollments");
        for (int from = 0; from < count; from += BATCH) {
            List<Document> batch = new ArrayList<>();
            List<Document> known = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                String id = group + "-" + i;
                batch.add(new Document("_id", "run-" + id)
                        .append("version", 1L)
                        .append("state", state(id, i, due))
                        .append("operations", List.of())
                        .append("outbox", new Document("sequence", 0L).append("events", List.of())));
                known.add(person(id));
            }
            runs.insertMany(batch, new InsertManyOptions().ordered(false));
            if (!group.equals("later")) {
                people.insertMany(known, new InsertManyOptions().ordered(false));
            }
        }
    }

    private static Document person(String id) {
        return new Document("_id", id)
                .append("event", "0")
                .append("name", "Ana Example")
                .append("email", id + "@client.example")
                .append("phone", "")
                .append("address", "hash-" + id)
                .append("locale", "en")
                .append("zone", "America/Los_Angeles")
                .append("followUp", true);
    }

    private Document state(String id, int number, Instant due) {
        Document state = new Document();
        converter.write(
                new Enrollment(
                        new ClientId(id),
                        "after-interested",
                        1,
                        null,
                        "CallOutcomeRecorded",
                        "event-" + id,
                        "chain-" + id,
                        due.minus(Duration.ofDays(1)),
                        "the outcome",
                        ZoneId.of("America/Los_Angeles"),
                        null,
                        due,
                        Status.WAITING,
                        Math.floorMod(number, Enrollment.SLOTS),
                        "as-promised",
                        due,
                        due,
                        "1 day after the outcome",
                        Lateness.NONE,
                        0,
                        null,
                        null,
                        List.of()),
                state);
        state.append("dueAt", Date.from(due));
        return state;
    }
}
