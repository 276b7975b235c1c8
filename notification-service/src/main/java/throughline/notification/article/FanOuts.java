package throughline.notification.article;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.ArticleId;
import throughline.contract.content.ArticlePublished;
import throughline.event.Envelope;
import throughline.event.EventJson;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.outbox.Durable;

/**
 * The cursors of articles on their way:
 *
 * <pre>{ _id: event id, articleId, article: "{…}", correlation, at, sequenceVersion, after?, open, planned, finishedAt? }</pre>
 *
 * The cursor moves after the mails of a batch are planned; a crash in between plans the same mails again, which changes
 * nothing.
 */
@Component
class FanOuts {

    private static final String SEQUENCE = "article";
    private static final Bson OPEN = Filters.eq("open", true);

    private final MongoCollection<Document> cursors;
    private final Sequences sequences;
    private final ArticleBell bell;
    private final EventJson json = new EventJson();
    private final Clock clock;

    FanOuts(MongoDatabaseFactory database, Sequences sequences, ArticleBell bell, Clock clock) {
        this.cursors = Durable.collection(database.getMongoDatabase(), "notification.fanouts");
        this.sequences = sequences;
        this.bell = bell;
        this.clock = clock;
        cursors.createIndex(
                Indexes.ascending("at"), new IndexOptions().name("open").partialFilterExpression(OPEN));
        cursors.createIndex(Indexes.ascending("articleId"));
    }

    /** Begins, unless this event has begun it before, or the practice has retired the sequence. */
    void begin(ArticlePublished article, Envelope event) {
        Optional<SequenceVersion> live = sequences.current(SEQUENCE).filter(SequenceVersion::live);
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
                    .append("planned", 0));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // begun before: the cursor knows how far it came
        }
        bell.ring();
    }

    /** An article that is not public any more is told to nobody else. */
    void stop(ArticleId article) {
        cursors.updateMany(Filters.and(Filters.eq("articleId", article.value()), OPEN), finished());
    }

    Optional<FanOut> oldestOpen() {
        return Optional.ofNullable(
                        cursors.find(OPEN).sort(Sorts.ascending("at")).first())
                .map(this::read);
    }

    /** Moves the cursor on; a cursor that another instance has moved stays where it is. */
    void planned(FanOut fanOut, String upTo, int mails) {
        cursors.updateOne(at(fanOut), Updates.combine(Updates.set("after", upTo), Updates.inc("planned", mails)));
    }

    void finish(FanOut fanOut) {
        cursors.updateOne(at(fanOut), finished());
    }

    private static Bson at(FanOut fanOut) {
        return Filters.and(Filters.eq(fanOut.id()), Filters.eq("after", fanOut.after()));
    }

    private Bson finished() {
        return Updates.combine(Updates.set("open", false), Updates.set("finishedAt", Date.from(clock.instant())));
    }

    private FanOut read(Document row) {
        return new FanOut(
                row.getString("_id"),
                json.read(row.getString("article").getBytes(StandardCharsets.UTF_8), ArticlePublished.class),
                row.getString("correlation"),
                row.getDate("at").toInstant(),
                row.getInteger("sequenceVersion"),
                row.getString("after"));
    }
}
