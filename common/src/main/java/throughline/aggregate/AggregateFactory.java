package throughline.aggregate;

import java.time.Clock;
import java.util.function.Function;
import org.bson.Document;
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
        return of(
                collection,
                written -> {
                    Document document = new Document();
                    converter.write(written, document);
                    return document;
                },
                document -> converter.read(state, document));
    }

    /**
     * The same for a state that says itself how it lies in the document: worth the lines where a state holds hundreds of parts
     * and every one of them is read and written each time.
     */
    public <S> Aggregates<S> of(String collection, Function<S, Document> write, Function<Document, S> read) {
        return new Aggregates<>(
                Durable.collection(database.getMongoDatabase(), collection), write, read, outboxes, clock);
    }
}
