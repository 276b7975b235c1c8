package throughline.content.article;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.stereotype.Component;
import throughline.contract.ArticleId;
import throughline.outbox.Durable;

/**
 * The saved texts, one document each, inserted once and never updated:
 *
 * <pre>{ _id: "&lt;article&gt;.&lt;number&gt;", article, number, version: { … }, markdown, html }</pre>
 *
 * A revision is written before its article points to it. If the process dies in between, the text stays in the history
 * without ever having been the draft, and the next save takes the next number.
 */
@Component
final class Revisions {

    private static final int TRIES = 20;

    private final MongoCollection<Document> revisions;
    private final MongoConverter converter;

    Revisions(MongoDatabaseFactory database, MongoConverter converter) {
        this.revisions = Durable.collection(database.getMongoDatabase(), "content.revisions");
        this.converter = converter;
        revisions.createIndex(Indexes.ascending("article", "number"));
    }

    /**
     * Keeps a text under the next free number of its article.
     *
     * @param version makes the description that goes with a number
     */
    Version keep(ArticleId article, IntFunction<Version> version, String markdown, String html) {
        for (int attempt = 1; ; attempt++) {
            Version next = version.apply(highest(article) + 1);
            Document described = new Document();
            converter.write(next, described);
            try {
                revisions.insertOne(new Document("_id", key(article, next.number()))
                        .append("article", article.value())
                        .append("number", next.number())
                        .append("version", described)
                        .append("markdown", markdown)
                        .append("html", html));
                return next;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    Optional<Revision> find(ArticleId article, int number) {
        return Optional.ofNullable(revisions.find(eq(key(article, number))).first())
                .map(d -> new Revision(article, version(d), d.getString("markdown"), d.getString("html")));
    }

    /** Newest first. */
    List<Version> of(ArticleId article, int skip, int limit) {
        List<Version> found = new ArrayList<>();
        for (Document document : revisions
                .find(eq("article", article.value()))
                .projection(Projections.include("version"))
                .sort(Sorts.descending("number"))
                .skip(skip)
                .limit(limit)) {
            found.add(version(document));
        }
        return found;
    }

    private int highest(ArticleId article) {
        Document newest = revisions
                .find(eq("article", article.value()))
                .projection(Projections.include("number"))
                .sort(Sorts.descending("number"))
                .first();
        return newest == null ? 0 : newest.getInteger("number");
    }

    private Version version(Document document) {
        return converter.read(Version.class, document.get("version", Document.class));
    }

    private static String key(ArticleId article, int number) {
        return article.value() + "." + number;
    }
}
