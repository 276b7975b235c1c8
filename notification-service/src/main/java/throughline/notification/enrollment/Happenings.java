package throughline.notification.enrollment;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.event.Envelope;
import throughline.notification.sequence.Definition.Trigger;
import throughline.outbox.Durable;

/**
 * What happened to whom, so that a sequence can be rehearsed and "why did this not start" answered. Ids, times and the fields a
 * condition can ask for; never how somebody is reached.
 *
 * <pre>notification.happenings  { _id: event id, at, name, clientId, callId?, callStart?, fields: "{…}" }</pre>
 */
@Component
public class Happenings {

    private final MongoCollection<Document> happenings;

    Happenings(MongoDatabaseFactory database) {
        this.happenings = Durable.collection(database.getMongoDatabase(), "notification.happenings");
        happenings.createIndex(Indexes.ascending("at"));
        happenings.createIndex(Indexes.ascending("clientId", "at"));
    }

    /** One of them. */
    public record Happening(
            String id,
            Instant at,
            String name,
            ClientId clientId,
            @Nullable CallId callId,
            @Nullable Instant callStart,
            String fields) {}

    /** Told again, it changes nothing. */
    void note(ClientId client, @Nullable CallId call, @Nullable Instant callStart, EventFields fields, Envelope event) {
        List<Bson> parts = new ArrayList<>(List.of(
                Updates.setOnInsert("at", Date.from(event.time())),
                Updates.setOnInsert("name", fields.name()),
                Updates.setOnInsert("clientId", client.value()),
                Updates.setOnInsert("fields", fields.withoutPerson())));
        if (call != null) {
            parts.add(Updates.setOnInsert("callId", call.value()));
        }
        if (callStart != null) {
            parts.add(Updates.setOnInsert("callStart", Date.from(callStart)));
        }
        happenings.updateOne(
                Filters.eq(event.id() + ":" + fields.name()), Updates.combine(parts), new UpdateOptions().upsert(true));
    }

    /** Everything since then, oldest first, at most this many. */
    public List<Happening> since(Instant from, int most) {
        return read(Filters.gte("at", Date.from(from)), Sorts.ascending("at", "_id"), most);
    }

    /** What happened to one person, newest first. */
    public List<Happening> of(ClientId client, int most) {
        return read(Filters.eq("clientId", client.value()), Sorts.descending("at", "_id"), most);
    }

    /** Whether the condition of a trigger holds for what happened. */
    public static boolean starts(Happening happening, Trigger trigger) {
        return EventFields.read(happening.name(), happening.fields()).starts(trigger);
    }

    /** What happened to the one happened to the other, who is the same person. May be repeated. */
    void handOver(ClientId from, ClientId to) {
        happenings.updateMany(Filters.eq("clientId", from.value()), Updates.set("clientId", to.value()));
    }

    void forget(ClientId client) {
        happenings.deleteMany(Filters.eq("clientId", client.value()));
    }

    private List<Happening> read(Bson filter, Bson sort, int most) {
        List<Happening> found = new ArrayList<>();
        for (Document row : happenings.find(filter).sort(sort).limit(most)) {
            String call = row.getString("callId");
            Date start = row.getDate("callStart");
            found.add(new Happening(
                    row.getString("_id"),
                    row.getDate("at").toInstant(),
                    row.getString("name"),
                    new ClientId(row.getString("clientId")),
                    call == null ? null : new CallId(call),
                    start == null ? null : start.toInstant(),
                    row.getString("fields")));
        }
        return found;
    }
}
