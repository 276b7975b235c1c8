package throughline.aggregate;

import java.time.Clock;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import throughline.outbox.Durable;
import throughline.outbox.OutboxFactory;

/** Gives each service the aggregates of its collections, by name: {@code booking.calls}. */
public final class AggregateFactory {

    private final MongoDatabaseFactory database;
    private final MongoConverter converter;
    private final OutboxFactory outboxes;
    private final Clock clock;

    public AggregateFactory(
            MongoDatabaseFactory database, MongoConverter converter, OutboxFactory outboxes, Clock clock) {
        this.database = database;
        this.converter = converter;
        this.outboxes = outboxes;
        this.clock = clock;
    }

    /** The aggregates of a collection; made once, by the service that owns it. */
    public <S> Aggregates<S> of(String collection, Class<S> state) {
        return new Aggregates<>(
                Durable.collection(database.getMongoDatabase(), collection), converter, state, outboxes, clock);
    }
}
