package throughline.notification.sequence;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.outbox.Durable;

/**
 * Which sequences stand still, and which are being set going again:
 *
 * <pre>{ _id: sequence, pausedAt?, resuming?: {mode, pausedAt} }</pre>
 *
 * {@code resuming} stays until every run has been set going, so that a crash in between is made up for by whoever looks next.
 */
@Component
public class SequenceStates {

    private static final String PAUSED_AT = "pausedAt";
    private static final String RESUMING = "resuming";

    private final MongoCollection<Document> states;
    private final Clock clock;

    SequenceStates(MongoDatabaseFactory database, Clock clock) {
        this.states = Durable.collection(database.getMongoDatabase(), "notification.sequence_states");
        this.clock = clock;
    }

    /** A pause that is over while its runs are being set going. */
    public record Resuming(String sequence, String mode, Instant pausedAt) {}

    /** Since when each paused sequence stands still. */
    public Map<String, Instant> paused() {
        Map<String, Instant> paused = new HashMap<>();
        for (Document row : states.find(Filters.exists(PAUSED_AT))) {
            paused.put(row.getString("_id"), row.getDate(PAUSED_AT).toInstant());
        }
        return paused;
    }

    public Optional<Instant> pausedSince(String sequence) {
        return Optional.ofNullable(paused().get(sequence));
    }

    /** From now on nothing of it goes on; a second pause changes nothing. */
    public void pause(String sequence) {
        states.updateOne(Filters.eq(sequence), Updates.setOnInsert("_id", sequence), new UpdateOptions().upsert(true));
        states.updateOne(
                Filters.and(Filters.eq(sequence), Filters.exists(PAUSED_AT, false)),
                Updates.combine(Updates.set(PAUSED_AT, Date.from(clock.instant())), Updates.unset(RESUMING)));
    }

    /** The pause is over, its runs are still to be set going; empty if it was not paused. */
    public Optional<Resuming> resume(String sequence, String mode) {
        @Nullable Instant since = paused().get(sequence);
        if (since == null) {
            return Optional.empty();
        }
        states.updateOne(
                Filters.and(Filters.eq(sequence), Filters.exists(PAUSED_AT)),
                Updates.combine(
                        Updates.unset(PAUSED_AT),
                        Updates.set(RESUMING, new Document("mode", mode).append(PAUSED_AT, Date.from(since)))));
        return Optional.of(new Resuming(sequence, mode, since));
    }

    /** Resumptions that are not finished, normally none. */
    public Optional<Resuming> unfinished() {
        return Optional.ofNullable(states.find(Filters.exists(RESUMING)).first())
                .map(row -> {
                    Document resuming = row.get(RESUMING, new Document());
                    return new Resuming(
                            row.getString("_id"),
                            resuming.getString("mode"),
                            resuming.getDate(PAUSED_AT).toInstant());
                });
    }

    /** Every run of it goes on again. */
    public void resumed(String sequence) {
        states.updateOne(Filters.eq(sequence), Updates.unset(RESUMING));
    }
}
