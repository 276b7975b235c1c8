package throughline.notification.inbound;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.outbox.Durable;

/**
 * Counts mails that came back although the address may be good: full mailboxes, servers that were away for too long.
 *
 * <pre>notification.soft_bounces { _id: address hash, bounces: [ {of: inbound id, at} ] }</pre>
 */
@Component
class Soft {
    private static final int ENOUGH = 3;
    private static final Duration WITHIN = Duration.ofDays(30);

    private final MongoCollection<Document> counts;
    private final Clock clock;

    Soft(MongoDatabaseFactory database, Clock clock) {
        this.counts = Durable.collection(database.getMongoDatabase(), "notification.soft_bounces");
        this.clock = clock;
    }

    /** @return whether it has become too many: three in thirty days. The same bounce counts once. */
    boolean isTooMany(String address, String inbound) {
        var now = clock.instant();
        counts.updateOne(Filters.eq(address), Updates.setOnInsert("_id", address), new UpdateOptions().upsert(true));
        counts.updateOne(
                Filters.and(Filters.eq(address), Filters.ne("bounces.of", inbound)),
                Updates.pushEach(
                        "bounces",
                        java.util.List.of(new Document("of", inbound).append("at", Date.from(now))),
                        new com.mongodb.client.model.PushOptions().slice(-10)));
        var found = counts.find(Filters.eq(address)).first();
        return found != null
                && found.getList("bounces", Document.class, java.util.List.of()).stream()
                                .filter(bounce ->
                                        bounce.getDate("at").toInstant().isAfter(now.minus(WITHIN)))
                                .count()
                        >= ENOUGH;
    }
}
