package throughline.dashboard.journal;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.outbox.Durable;

/**
 * The rows of what happened:
 *
 * <pre>
 * dashboard.journal { _id: event id, service, type, subject, key, at, sequence, correlation, causation?,
 *                     people: [id], about: {kind: id}, ids: [id], said: {name: code | number | time} }
 * dashboard.erased  { _id: hash of a client's id }
 * </pre>
 *
 * A row is made from its event alone, under the event's id: reading the topics again gives the same rows. Of an erased
 * client no row keeps the id, whichever topic is read first: the mark is written before the rows are cleared, and whoever adds a
 * row looks for the mark afterwards.
 */
@Component
public class Journal implements InitializingBean {

    private static final int LONGEST_TRACE = 500;
    private static final String GONE = "erased";
    private static final String MERGE = "ClientsMerged";
    private static final int MOST_IDS = 50;

    private final MongoCollection<Document> rows;
    private final MongoCollection<Document> erased;

    Journal(MongoDatabaseFactory database) {
        this.rows = Durable.collection(database.getMongoDatabase(), "dashboard.journal");
        this.erased = Durable.collection(database.getMongoDatabase(), "dashboard.erased");
    }

    @Override
    public void afterPropertiesSet() {
        rows.createIndex(Indexes.compoundIndex(Indexes.ascending("people"), Indexes.descending("at", "_id")));
        rows.createIndex(Indexes.compoundIndex(Indexes.ascending("type"), Indexes.descending("at")));
        rows.createIndex(Indexes.ascending("correlation"));
        rows.createIndex(Indexes.ascending("causation"));
        rows.createIndex(Indexes.ascending("ids"));
    }

    /** Adds a row; the same event again changes nothing. */
    void add(Entry entry) {
        try {
            rows.insertOne(EntryDocument.of(entry));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        Stream.concat(entry.people().stream(), Stream.ofNullable(entry.about().get("object")))
                .filter(person -> erased.find(Filters.eq(hash(person))).first() != null)
                .forEach(this::unlink);
    }

    /** Takes a client out of every row there is or will be. */
    void erase(ClientId client) {
        String mark = hash(client.value());
        erased.updateOne(Filters.eq(mark), Updates.setOnInsert("_id", mark), new UpdateOptions().upsert(true));
        unlink(client.value());
    }

    private void unlink(String person) {
        List<Bson> update = List.of(new Document(
                "$set",
                new Document("people", new Document("$setDifference", List.of("$people", List.of(literal(person)))))
                        .append("subject", replaced("$subject", person))
                        .append("key", replaced("$key", person))));
        rows.updateMany(Filters.eq("people", person), update);
        List<Bson> actions = List.of(new Document(
                "$set",
                new Document("ids", new Document("$setDifference", List.of("$ids", List.of(literal(person)))))
                        .append("about.object", GONE)
                        .append("subject", replaced("$subject", person))));
        rows.updateMany(Filters.and(Filters.eq("ids", person), Filters.eq("about.object", person)), actions);
    }

    private static Document replaced(String field, String person) {
        return new Document("$cond", List.of(new Document("$eq", List.of(field, literal(person))), GONE, field));
    }

    private static Document literal(String value) {
        return new Document("$literal", value);
    }

    /** What is known of a person, newest first; also what happened under ids whose records were joined into this one. */
    public List<Entry> ofPerson(String person, int skip, int limit) {
        return read(rows.find(Filters.in("people", idsOf(person)))
                .sort(Sorts.descending("at", "_id"))
                .skip(skip)
                .limit(limit)
                .into(new ArrayList<>()));
    }

    private Set<String> idsOf(String person) {
        Set<String> all = new TreeSet<>(Set.of(person));
        Deque<String> ahead = new ArrayDeque<>(all);
        while (!ahead.isEmpty() && all.size() < MOST_IDS) {
            String one = ahead.remove();
            for (Document merge : rows.find(Filters.and(Filters.eq("people", one), Filters.eq("type", MERGE)))) {
                merge.getList("people", String.class, List.of()).stream()
                        .filter(all::add)
                        .forEach(ahead::add);
            }
        }
        return all;
    }

    /** Everything in the chains that {@code id} belongs to: an event, a command, a call, a delivery, an article, a person …; oldest first, at most 500. */
    public List<Entry> trace(String id) {
        Set<String> chains = new TreeSet<>(Set.of(id));
        rows.find(Filters.or(
                        Filters.eq(id), Filters.eq("causation", id), Filters.eq("ids", id), Filters.eq("people", id)))
                .limit(LONGEST_TRACE)
                .forEach(row -> chains.add(row.getString("correlation")));
        return read(rows.find(Filters.in("correlation", chains))
                .sort(Sorts.ascending("at", "_id"))
                .limit(LONGEST_TRACE)
                .into(new ArrayList<>()));
    }

    /** How many events of a type there were from {@code from} on and before {@code to}. */
    public long count(String type, Instant from, Instant to) {
        return rows.countDocuments(Filters.and(
                Filters.eq("type", type), Filters.gte("at", Date.from(from)), Filters.lt("at", Date.from(to))));
    }

    /** The newest event of a type, for example the last booking. */
    public Optional<Entry> newest(String type) {
        return Optional.ofNullable(rows.find(Filters.eq("type", type))
                        .sort(Sorts.descending("at"))
                        .first())
                .map(EntryDocument::read);
    }

    List<Document> aggregate(List<Bson> stages) {
        return rows.aggregate(stages).into(new ArrayList<>());
    }

    private static List<Entry> read(List<Document> found) {
        return found.stream().map(EntryDocument::read).toList();
    }

    private static String hash(String person) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(person.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
