package throughline.outbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.KafkaTemplate;
import throughline.clock.MachineTime;
import throughline.event.EventJson;
import throughline.event.EventRecords;
import throughline.event.Topics;

/** Outboxes with the real relay and a broker that takes everything at once and keeps nothing: what is measured is not Kafka. */
public final class CountedOutboxes implements AutoCloseable {
    private final Relay relay;
    private final OutboxFactory factory;

    public CountedOutboxes(Clock clock, MachineTime machine) {
        var json = new EventJson();
        var producer = new MockProducer<String, byte[]>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public void close(Duration timeout) {
                clear();
            }
        };
        relay = new Relay(
                new KafkaTemplate<>(() -> producer),
                new EventRecords(json, new Topics("", 1, (short) 1)),
                machine,
                new SimpleMeterRegistry());
        factory = new OutboxFactory(json, clock, machine, relay);
        relay.start();
    }

    public OutboxFactory factory() {
        return factory;
    }

    @Override
    public void close() {
        relay.stop();
    }
}
