package throughline.inbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Records that a group could not handle, with their original bytes:
 *
 * <pre>
 * inbox.dead_letters { _id: "group:topic:partition:offset", kind, group, topic, partition, offset, key?, type?, eventId?,
 *                      headers: [ {k, v} ], data, cause?, at }
 * </pre>
 *
 * Ids are deterministic, so that a record read twice makes one row.
 */
final class DeadLetterStore {

    private static final Bson PARKED =
            Filters.in("kind", DeadLetter.Kind.FAILED.name(), DeadLetter.Kind.WAITING.name());

    private final MongoCollection<Document> rows;

    DeadLetterStore(MongoCollection<Document> rows) {
        this.rows = rows;
    }

    void createIndexes() {
        rows.createIndex(Indexes.ascending("group", "key", "kind"));
    }

    void put(
            DeadLetter.Kind kind,
            String group,
            ConsumerRecord<String, byte[]> record,
            @Nullable String cause,
            Instant at) {
        Document row = new Document("_id", idOf(group, record))
                .append("kind", kind.name())
                .append("group", group)
                .append("topic", record.topic())
                .append("partition", record.partition())
                .append("offset", record.offset())
                .append("key", record.key())
                .append("type", header(record, "ce_type"))
                .append("eventId", header(record, "ce_id"))
                .append("headers", headers(record))
                .append("data", record.value() == null ? null : new Binary(record.value()))
                .append("cause", cause)
                .append("at", Date.from(at));
        rows.replaceOne(Filters.eq(row.getString("_id")), row, new ReplaceOptions().upsert(true));
    }

    /** Whether an event of any key has failed, or waits, in this group. */
    boolean anyParked(String group) {
        return rows.find(Filters.and(Filters.eq("group", group), PARKED))
                        .limit(1)
                        .first()
                != null;
    }

    /** Whether an event of this key has failed, or waits, in this group. */
    boolean isParked(String group, String key) {
        return rows.find(Filters.and(ofKey(group, key))).limit(1).first() != null;
    }

    Optional<Document> find(String id) {
        return Optional.ofNullable(rows.find(Filters.eq(id)).first());
    }

    /** The failed event of a key and everything behind it, in the order of the topic. */
    List<Document> queue(String group, String key) {
        return rows.find(ofKey(group, key))
                .sort(Sorts.ascending("topic", "partition", "offset"))
                .into(new ArrayList<>());
    }

    /** Keys whose queue has no failed event left, for example because one was added while the queue was replayed. */
    List<Document> waitingWithoutFailure(String group) {
        List<Document> heads = new ArrayList<>();
        for (String key : rows.distinct(
                "key",
                Filters.and(Filters.eq("group", group), Filters.eq("kind", DeadLetter.Kind.WAITING.name())),
                String.class)) {
            List<Document> queue = queue(group, key);
            if (queue.stream().noneMatch(r -> DeadLetter.Kind.FAILED.name().equals(r.getString("kind")))) {
                queue.stream().findFirst().ifPresent(heads::add);
            }
        }
        return heads;
    }

    List<Document> given(Set<String> groups) {
        return rows.find(Filters.and(Filters.in("group", groups), Filters.ne("kind", DeadLetter.Kind.WAITING.name())))
                .sort(Sorts.descending("at"))
                .limit(500)
                .into(new ArrayList<>());
    }

    DeadLetter describe(Document row) {
        String key = row.getString("key");
        long waiting = key == null || !DeadLetter.Kind.FAILED.name().equals(row.getString("kind"))
                ? 0
                : rows.countDocuments(Filters.and(
                        Filters.eq("group", row.getString("group")),
                        Filters.eq("key", key),
                        Filters.eq("kind", DeadLetter.Kind.WAITING.name())));
        String cause = row.getString("cause");
        return new DeadLetter(
                row.getString("_id"),
                DeadLetter.Kind.valueOf(row.getString("kind")),
                row.getString("group"),
                row.getString("topic"),
                row.getString("type"),
                row.getString("eventId"),
                key,
                cause == null ? "" : cause,
                row.getDate("at").toInstant(),
                waiting);
    }

    void failed(String id, String cause) {
        rows.updateOne(
                Filters.eq(id),
                Updates.combine(Updates.set("kind", DeadLetter.Kind.FAILED.name()), Updates.set("cause", cause)));
    }

    /** Deletes everything of a key but the fact that it is to be forgotten, which may wait behind a failed event. */
    void forget(String key, String but) {
        rows.deleteMany(Filters.and(Filters.eq("key", key), Filters.ne("type", but)));
    }

    void remove(String id) {
        rows.deleteOne(Filters.eq(id));
    }

    static ConsumerRecord<String, byte[]> recordOf(Document row) {
        RecordHeaders headers = new RecordHeaders();
        for (Document header : row.getList("headers", Document.class, List.of())) {
            headers.add(header.getString("k"), header.get("v", Binary.class).getData());
        }
        Binary data = row.get("data", Binary.class);
        return new ConsumerRecord<>(
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("offset"),
                row.getDate("at").getTime(),
                TimestampType.CREATE_TIME,
                0,
                0,
                row.getString("key"),
                data == null ? null : data.getData(),
                headers,
                Optional.empty());
    }

    private static Bson ofKey(String group, String key) {
        return Filters.and(Filters.eq("group", group), Filters.eq("key", key), PARKED);
    }

    private static String idOf(String group, ConsumerRecord<String, byte[]> record) {
        return group + ":" + record.topic() + ":" + record.partition() + ":" + record.offset();
    }

    private static List<Document> headers(ConsumerRecord<String, byte[]> record) {
        List<Document> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.add(new Document("k", header.key()).append("v", new Binary(header.value())));
            }
        }
        return headers;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
