package throughline.notification.article;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.contract.ArticleId;
import throughline.contract.content.ArticlePublished;
import throughline.event.Envelope;
import throughline.event.EventJson;
import throughline.notification.article.FanOut.Halted;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.outbox.Durable;

/**
 * The cursors of articles on their way:
 *
 * <pre>
 * { _id: event id, articleId, article: "{…}", correlation, at, sequenceVersion, after?, open, planned, finishedAt?,
 *   halted?: "PAUSED" | "STOPPED", decision?,     // by staff, or because the article was withdrawn
 *   resumedAt?,                                   // machine time
 *   counting, result?: { accepted, inDoubt, skipped, notSent, perSecond } }
 * </pre>
 *
 * The cursor moves after the mails of a batch are planned; a crash in between plans the same mails again, which changes
 * nothing. {@code STOPPED} is for good.
 */
@Component
class FanOuts {

    static final String SEQUENCE = "article";
    /** After a sender's lease and more: nobody can put a row back any more because it was paused. */
    private static final Duration PUT_BACK_LATE = Duration.ofMinutes(2);

    private static final Bson OPEN = Filters.eq("open", true);
    private static final Bson COUNTING = Filters.eq("counting", true);

    private final MongoCollection<Document> cursors;
    private final Sequences sequences;
    private final ArticleBell bell;
    private final EventJson json = new EventJson();
    private final Clock clock;
    private final MachineTime machine;

    FanOuts(MongoDatabaseFactory database, Sequences sequences, ArticleBell bell, Clock clock, MachineTime machine) {
        this.cursors = Durable.collection(database.getMongoDatabase(), "notification.fanouts");
        this.sequences = sequences;
        this.bell = bell;
        this.clock = clock;
        this.machine = machine;
        cursors.createIndex(
                Indexes.ascending("at"), new IndexOptions().name("open").partialFilterExpression(OPEN));
        cursors.createIndex(Indexes.ascending("articleId"));
        cursors.createIndex(
                Indexes.ascending("counting"),
                new IndexOptions().name("counting").partialFilterExpression(COUNTING));
        cursors.createIndex(Indexes.descending("at"), new IndexOptions().name("latest"));
    }

    /** Begins, unless this event has begun it before, or the practice had retired the sequence when it happened. */
    void begin(ArticlePublished article, Envelope event) {
        Optional<SequenceVersion> live = sequences.startedBy(event.id().toString(), _ -> true).stream()
                .filter(version -> version.sequence().equals(SEQUENCE))
                .findFirst();
        if (live.isEmpty()) {
            return;
        }
        try {
            cursors.insertOne(new Document("_id", event.id().toString())
                    .append("articleId", article.articleId().value())
                    .append("article", json.write(article))
                    .append("correlation", event.correlationId())
                    .append("at", Date.from(event.time()))
                    .append("sequenceVersion", live.get().version())
                    .append("open", true)
                    .append("counting", true)
                    .append("planned", 0));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // begun before: the cursor knows how far it came
        }
        bell.ring();
    }

    /** An article that is not public any more is told to nobody else: its link would lead nowhere. */
    void withdrawn(ArticleId article, Envelope event) {
        Bson before = Filters.lt("_id", event.id().toString()); // told again, it stops no later publication
        cursors.updateMany(
                Filters.and(Filters.eq("articleId", article.value()), before, COUNTING, notStopped()),
                stopped("The article was withdrawn."));
        bell.ring();
    }

    /** @return as it is then; empty if there is none that could be */
    Optional<FanOut> pause(String id, String by) {
        return change(
                Filters.and(Filters.eq(id), COUNTING, notStopped()),
                Updates.combine(Updates.set("halted", Halted.PAUSED.name()), Updates.set("decision", by)));
    }

    Optional<FanOut> resume(String id) {
        return change(
                Filters.and(Filters.eq(id), COUNTING, notStopped()),
                Updates.combine(
                        Updates.unset("halted"),
                        Updates.unset("decision"),
                        Updates.set("resumedAt", Date.from(machine.now()))));
    }

    Optional<FanOut> stop(String id, String by) {
        return change(Filters.and(Filters.eq(id), COUNTING), stopped(by));
    }

    private Optional<FanOut> change(Bson which, Bson update) {
        Document after = cursors.findOneAndUpdate(
                which, update, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        bell.ring();
        return Optional.ofNullable(after).map(this::read);
    }

    /** Open again: those who have no row yet get one that says so. */
    private static Bson stopped(String by) {
        return Updates.combine(
                Updates.set("halted", Halted.STOPPED.name()), Updates.set("decision", by), Updates.set("open", true));
    }

    private static Bson notStopped() {
        return Filters.ne("halted", Halted.STOPPED.name());
    }

    Optional<FanOut> find(String id) {
        return Optional.ofNullable(cursors.find(Filters.eq(id)).first()).map(this::read);
    }

    /** The newest ones, at most this many. */
    List<FanOut> latest(int most) {
        return read(cursors.find().sort(Sorts.descending("at")).limit(most));
    }

    Optional<FanOut> oldestOpen() {
        return Optional.ofNullable(cursors.find(Filters.and(OPEN, Filters.ne("halted", Halted.PAUSED.name())))
                        .sort(Sorts.ascending("at"))
                        .first())
                .map(this::read);
    }

    /** Those that went on a moment ago. */
    List<FanOut> justResumed() {
        return read(cursors.find(Filters.and(
                COUNTING, Filters.gte("resumedAt", Date.from(machine.now().minus(PUT_BACK_LATE))))));
    }

    /** Those whose every subscriber has a row and whose result is not known yet. */
    List<FanOut> uncounted() {
        return read(cursors.find(
                Filters.and(COUNTING, Filters.eq("open", false), Filters.ne("halted", Halted.PAUSED.name()))));
    }

    void counted(FanOut fanOut, FanOut.Result result) {
        cursors.updateOne(
                Filters.and(Filters.eq(fanOut.id()), Filters.eq("open", false)),
                Updates.combine(
                        Updates.set("counting", false),
                        Updates.set(
                                "result",
                                new Document("accepted", result.accepted())
                                        .append("inDoubt", result.inDoubt())
                                        .append("skipped", result.skipped())
                                        .append("notSent", result.notSent())
                                        .append("perSecond", result.perSecond()))));
    }

    /** How fast the last articles went, in mails a second; empty if that was never measured. */
    Optional<Double> lastPace() {
        return latest(5).stream()
                .map(FanOut::result)
                .filter(Objects::nonNull)
                .map(FanOut.Result::perSecond)
                .filter(pace -> pace > 0)
                .findFirst();
    }

    /** Moves the cursor on; a cursor that another instance has moved stays where it is. */
    void planned(FanOut fanOut, String upTo, int mails) {
        cursors.updateOne(at(fanOut), Updates.combine(Updates.set("after", upTo), Updates.inc("planned", mails)));
    }

    /** Unless it was stopped meanwhile, which is finished otherwise. */
    void finish(FanOut fanOut) {
        Bson asSeen = fanOut.halted() == Halted.STOPPED ? new Document() : notStopped();
        cursors.updateOne(
                Filters.and(at(fanOut), asSeen),
                Updates.combine(Updates.set("open", false), Updates.set("finishedAt", Date.from(clock.instant()))));
    }

    private static Bson at(FanOut fanOut) {
        return Filters.and(Filters.eq(fanOut.id()), Filters.eq("after", fanOut.after()));
    }

    private List<FanOut> read(Iterable<Document> rows) {
        List<FanOut> found = new ArrayList<>();
        rows.forEach(row -> found.add(read(row)));
        return found;
    }

    private FanOut read(Document row) {
        String halted = row.getString("halted");
        return new FanOut(
                row.getString("_id"),
                json.read(row.getString("article").getBytes(StandardCharsets.UTF_8), ArticlePublished.class),
                row.getString("correlation"),
                row.getDate("at").toInstant(),
                row.getInteger("sequenceVersion"),
                row.getString("after"),
                row.getBoolean("open", false),
                row.getInteger("planned", 0),
                halted == null ? Halted.NO : Halted.valueOf(halted),
                row.getString("decision"),
                result(row.get("result", Document.class)));
    }

    private static FanOut.@Nullable Result result(@Nullable Document row) {
        return row == null
                ? null
                : new FanOut.Result(
                        row.getInteger("accepted", 0),
                        row.getInteger("inDoubt", 0),
                        row.getInteger("skipped", 0),
                        row.getInteger("notSent", 0),
                        row.get("perSecond", Number.class).doubleValue());
    }
}
