package throughline.clock;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Where simulated practice time is kept, so that it goes on after a restart and several processes see the same:
 *
 * <pre>
 * dev.clock  { _id: "clock", instant, revision, walking }
 * dev.clock  { _id: "process:…", seen: revision, settled, nextDue?, at }   // at: machine time
 * </pre>
 */
final class ClockFile {

    private static final String CLOCK = "clock";

    private final MongoCollection<Document> file;

    ClockFile(MongoDatabase database) {
        this.file = database.getCollection("dev.clock");
    }

    /** What the clock shows; {@code revision} rises with each move. */
    record Reading(Instant instant, long revision, boolean walking) {}

    /** What a process last said about itself. */
    record Report(long seen, boolean settled, @Nullable Instant nextDue, Instant at) {}

    Reading readOrStartAt(Instant start) {
        Document clock = file.findOneAndUpdate(
                Filters.eq(CLOCK),
                Updates.combine(
                        Updates.setOnInsert("instant", Date.from(start)),
                        Updates.setOnInsert("revision", 1L),
                        Updates.setOnInsert("walking", false)),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return reading(clock);
    }

    Optional<Reading> read() {
        return Optional.ofNullable(file.find(Filters.eq(CLOCK)).first()).map(ClockFile::reading);
    }

    Reading move(Instant to) {
        return reading(file.findOneAndUpdate(
                Filters.eq(CLOCK),
                Updates.combine(Updates.set("instant", Date.from(to)), Updates.inc("revision", 1L)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    void walking(boolean walking) {
        file.updateOne(Filters.eq(CLOCK), Updates.set("walking", walking));
    }

    void report(String process, Report report) {
        Document row = new Document("_id", "process:" + process)
                .append("seen", report.seen())
                .append("settled", report.settled())
                .append("nextDue", report.nextDue() == null ? null : Date.from(report.nextDue()))
                .append("at", Date.from(report.at()));
        file.replaceOne(
                Filters.eq(row.getString("_id")), row, new com.mongodb.client.model.ReplaceOptions().upsert(true));
    }

    void forget(String process) {
        file.deleteOne(Filters.eq("process:" + process));
    }

    /** What other processes said since {@code after} (machine time); silent ones are taken for ended. */
    List<Report> reportsSince(Instant after, String exceptProcess) {
        List<Report> reports = new ArrayList<>();
        for (Document row : file.find(Filters.and(
                Filters.regex("_id", "^process:"),
                Filters.ne("_id", "process:" + exceptProcess),
                Filters.gte("at", Date.from(after))))) {
            Date next = row.getDate("nextDue");
            reports.add(new Report(
                    row.getLong("seen"),
                    row.getBoolean("settled", false),
                    next == null ? null : next.toInstant(),
                    row.getDate("at").toInstant()));
        }
        return reports;
    }

    private static Reading reading(@Nullable Document clock) {
        if (clock == null) {
            throw new IllegalStateException("the simulated clock's document dev.clock/clock is gone");
        }
        return new Reading(
                clock.getDate("instant").toInstant(), clock.getLong("revision"), clock.getBoolean("walking", false));
    }
}
