package throughline.outbox;

import com.mongodb.client.MongoCollection;
import java.time.Clock;
import org.bson.Document;
import throughline.clock.MachineTime;
import throughline.event.EventJson;

/** Gives a collection its outboxes, and the relay the collection to look after. */
public final class OutboxFactory {

    private final EventJson json;
    private final Clock clock;
    private final MachineTime machine;
    private final Relay relay;

    OutboxFactory(EventJson json, Clock clock, MachineTime machine, Relay relay) {
        this.json = json;
        this.clock = clock;
        this.machine = machine;
        this.relay = relay;
    }

    /** The outboxes of a collection whose documents look as {@link Outbox} says. */
    public Outbox of(MongoCollection<Document> collection) {
        relay.lookAfter(collection);
        return new Outbox(collection.getNamespace().getCollectionName(), json, clock, machine, relay);
    }
}
