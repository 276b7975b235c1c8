package throughline.outbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.KafkaTemplate;
import throughline.clock.MachineTime;
import throughline.event.EventJson;
import throughline.event.EventRecords;
import throughline.event.Topics;

/** Outboxes with the real relay and a producer that keeps what it was given, for tests without a context and a broker. */
public final class TestOutboxes implements AutoCloseable {
    private final MockProducer<String, byte[]> producer;
    private final Relay relay;
    private final OutboxFactory factory;

    public TestOutboxes(Clock clock, MachineTime machine) {
        this(clock, machine, true);
    }

    private TestOutboxes(Clock clock, MachineTime machine, boolean remembers) {
        producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public void close(Duration timeout) {
                // the template closes what it takes from its factory after each record
                if (!remembers) {
                    clear();
                }
            }
        };
        var json = new EventJson();
        var records = new EventRecords(json, new Topics("", 1, (short) 1));
        relay = new Relay(new KafkaTemplate<>(() -> producer), records, machine, new SimpleMeterRegistry());
        factory = new OutboxFactory(json, clock, machine, relay);
        relay.start();
    }

    /** For measurements: what was published is not kept. */
    public static TestOutboxes forgetful(Clock clock, MachineTime machine) {
        return new TestOutboxes(clock, machine, false);
    }

    /** How many documents hold unpublished facts. */
    public long pending() {
        return relay.pending().values().stream().mapToLong(Long::longValue).sum();
    }

    public OutboxFactory factory() {
        return factory;
    }

    /** Everything published so far, in order. */
    public List<ProducerRecord<String, byte[]>> published() {
        return producer.history();
    }

    @Override
    public void close() {
        relay.stop();
    }
}
