package throughline.dashboard.journal;

import com.mongodb.client.model.Filters;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * What articles led to, counted from the journal. A call belongs to an article when its request came through the link below it;
 * the newest outcome of a call counts, so that a correction moves it.
 */
@Component
public class Insights {

    private final Journal journal;

    Insights(Journal journal) {
        this.journal = journal;
    }

    /**
     * @param followed how often the link below the article was followed
     * @param requests calls asked for through that link
     * @param held those of them with an outcome other than a no-show
     * @param clients those of them who became clients
     */
    public record Row(String articleId, String slug, long followed, long requests, long held, long clients) {}

    /** One row for each article that was ever published or led to anything, most requests first. */
    public List<Row> articles() {
        Map<String, Document> articles = new LinkedHashMap<>();
        for (Document row : journal.aggregate(List.of(
                match(Filters.in("type", "ArticlePublished", "CallToActionFollowed")),
                new Document(
                        "$group",
                        new Document("_id", "$about.article")
                                .append("slug", new Document("$max", "$said.slug"))
                                .append("followed", sumIf(equal("$type", "CallToActionFollowed"))))))) {
            articles.put(row.getString("_id"), row);
        }
        for (Document row : journal.aggregate(calls())) {
            articles.merge(row.getString("_id"), row, Insights::merged);
        }
        return articles.values().stream()
                .map(Insights::row)
                .sorted(Comparator.comparingLong(Row::requests)
                        .thenComparingLong(Row::followed)
                        .reversed()
                        .thenComparing(Row::articleId))
                .toList();
    }

    private static List<Bson> calls() {
        Document newest = new Document(
                "$top", new Document("sortBy", new Document("said.revision", -1)).append("output", "$said.outcome"));
        return List.of(
                match(Filters.in("type", "CallRequested", "CallOutcomeRecorded")),
                new Document(
                        "$group",
                        new Document("_id", "$about.call")
                                .append("article", new Document("$max", "$about.article"))
                                .append("outcome", newest)),
                match(Filters.exists("article")),
                match(Filters.ne("article", null)),
                new Document(
                        "$group",
                        new Document("_id", "$article")
                                .append("requests", new Document("$sum", 1))
                                .append("held", sumIf(held()))
                                .append("clients", sumIf(equal("$outcome", "BECAME_CLIENT")))));
    }

    private static Document held() {
        return new Document(
                "$in", List.of("$outcome", List.of("BECAME_CLIENT", "INTERESTED", "NOT_NOW", "NOT_A_FIT", "OTHER")));
    }

    private static Bson match(Bson filter) {
        return new Document("$match", filter);
    }

    private static Document equal(String field, String value) {
        return new Document("$eq", List.of(field, value));
    }

    private static Document sumIf(Document condition) {
        return new Document("$sum", new Document("$cond", List.of(condition, 1, 0)));
    }

    private static Document merged(Document one, Document other) {
        Document both = new Document(one);
        other.forEach(both::putIfAbsent);
        return both;
    }

    private static Row row(Document row) {
        String id = row.getString("_id");
        String slug = row.getString("slug");
        return new Row(
                id,
                slug == null ? id : slug,
                number(row, "followed"),
                number(row, "requests"),
                number(row, "held"),
                number(row, "clients"));
    }

    private static long number(Document row, String name) {
        return row.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
