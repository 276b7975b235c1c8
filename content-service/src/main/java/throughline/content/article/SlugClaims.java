package throughline.content.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.contract.ArticleId;
import throughline.outbox.Durable;

/**
 * Which article an address belongs to. {@code _id} makes it unique without a transaction:
 *
 * <pre>{ _id: "rest-days", article, at }             // at: machine time of the claim</pre>
 *
 * <ol>
 *   <li>Claim: insert. Refused by {@code _id} and ours already: done.
 *   <li>Write the article that carries the address.
 *   <li>Look again: is the claim still ours? If not, take another address.
 * </ol>
 *
 * A process that dies between 1 and 2 leaves a claim nobody carries. After a minute such a claim may be taken over, by
 * compare-and-set; should its first owner only have slept that long, step 3 tells it.
 */
@Component
final class SlugClaims {

    private static final Duration UNCARRIED = Duration.ofMinutes(1);

    private final MongoCollection<Document> claims;
    private final MachineTime machine;

    SlugClaims(MongoDatabaseFactory database, MachineTime machine) {
        this.claims = Durable.collection(database.getMongoDatabase(), "content.slugs");
        this.machine = machine;
    }

    /** @param carried whether an article's document holds an address */
    boolean claim(String slug, ArticleId article, BiPredicate<ArticleId, String> carried) {
        try {
            claims.insertOne(new Document("_id", slug)
                    .append("article", article.value())
                    .append("at", Date.from(machine.now())));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        Document held = claims.find(eq(slug)).first();
        if (held == null) {
            return false;
        }
        ArticleId owner = new ArticleId(held.getString("article"));
        if (owner.equals(article)) {
            return true;
        }
        Date at = held.getDate("at");
        boolean old = at.toInstant().plus(UNCARRIED).isBefore(machine.now());
        return old && !carried.test(owner, slug) && takeOver(slug, owner, at, article);
    }

    private boolean takeOver(String slug, ArticleId from, Date at, ArticleId to) {
        return claims.updateOne(
                                and(eq(slug), eq("article", from.value()), eq("at", at)),
                                Updates.combine(
                                        Updates.set("article", to.value()),
                                        Updates.set("at", Date.from(machine.now()))))
                        .getModifiedCount()
                == 1;
    }

    Optional<ArticleId> owner(String slug) {
        return Optional.ofNullable(claims.find(eq(slug)).first()).map(d -> new ArticleId(d.getString("article")));
    }

    /** Gives an address back that the public never saw, or that was claimed in vain. */
    void release(String slug, ArticleId article) {
        claims.deleteOne(and(eq(slug), eq("article", article.value())));
    }
}
