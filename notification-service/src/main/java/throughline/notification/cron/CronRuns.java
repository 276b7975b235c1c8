package throughline.notification.cron;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.outbox.Durable;

/**
 * One document for each nominal time of a job, which only one instance can insert:
 *
 * <pre>notification.cron_runs  { _id: "job@2026-12-02T02:00:00Z", job, nominal, state: RUNNING|DONE|FAILED|PASSED, until,
 *   startedAt, finishedAt?, result? }</pre>
 *
 * {@code until} is machine time: the run of a process that died is taken up by another one after it. PASSED stands for a time
 * that a later one made up for.
 */
@Component
class CronRuns {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final MongoCollection<Document> runs;
    private final MachineTime machine;

    CronRuns(MongoDatabaseFactory database, MachineTime machine) {
        this.runs = Durable.collection(database.getMongoDatabase(), "notification.cron_runs");
        this.machine = machine;
        runs.createIndex(Indexes.compoundIndex(Indexes.ascending("job"), Indexes.descending("nominal")));
    }

    /** How a nominal time went. {@code at} is practice time. */
    record Run(
            Instant nominal,
            Instant at,
            @Nullable Instant finishedAt,
            String state,
            @Nullable String result) {}

    /** The newest nominal time anybody has taken. */
    Optional<Run> last(String job) {
        return Optional.ofNullable(runs.find(Filters.eq("job", job))
                        .sort(Sorts.descending("nominal"))
                        .first())
                .map(CronRuns::read);
    }

    /** Takes a nominal time; false if another instance has it. */
    boolean take(String job, Instant nominal, Instant now) {
        return insert(job, nominal, now, "RUNNING")
                || runs.updateOne(
                                        Filters.and(
                                                Filters.eq(id(job, nominal)),
                                                Filters.eq("state", "RUNNING"),
                                                Filters.lt("until", Date.from(machine.now()))),
                                        Updates.set("until", Date.from(machine.in(LEASE))))
                                .getModifiedCount()
                        == 1;
    }

    /** Runs that were begun by a process that is gone. */
    Optional<Instant> abandoned(String job) {
        return Optional.ofNullable(runs.find(Filters.and(
                                Filters.eq("job", job),
                                Filters.eq("state", "RUNNING"),
                                Filters.lt("until", Date.from(machine.now()))))
                        .first())
                .map(row -> row.getDate("nominal").toInstant());
    }

    /** A time that is not run of its own: the beginning, or one that a later time makes up for. */
    void pass(String job, Instant nominal, Instant now) {
        insert(job, nominal, now, "PASSED");
    }

    void finish(String job, Instant nominal, Instant now, boolean well, String result) {
        Bson done = Updates.combine(
                Updates.set("state", well ? "DONE" : "FAILED"),
                Updates.set("finishedAt", Date.from(now)),
                Updates.set("result", result));
        runs.updateOne(Filters.eq(id(job, nominal)), done);
    }

    long removeBefore(Instant nominal) {
        return runs.deleteMany(Filters.lt("nominal", Date.from(nominal))).getDeletedCount();
    }

    private boolean insert(String job, Instant nominal, Instant now, String state) {
        try {
            runs.insertOne(new Document("_id", id(job, nominal))
                    .append("job", job)
                    .append("nominal", Date.from(nominal))
                    .append("state", state)
                    .append("until", Date.from(machine.in(LEASE)))
                    .append("startedAt", Date.from(now)));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return false;
        }
    }

    private static String id(String job, Instant nominal) {
        return job + "@" + nominal;
    }

    private static Run read(Document row) {
        Date finished = row.getDate("finishedAt");
        return new Run(
                row.getDate("nominal").toInstant(),
                row.getDate("startedAt").toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("state"),
                row.getString("result"));
    }
}
