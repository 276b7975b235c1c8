package throughline.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;
import throughline.clock.MachineTime;
import throughline.contract.Event;
import throughline.event.Correlation;
import throughline.event.EventRecords;
import throughline.event.EventTypes;
import throughline.event.Received;
import throughline.event.Unreadable;

/** Gives one record to one handler: unreadable ones to the dead letters, those of a parked key to their queue. */
final class EventReader<E extends Event> implements MessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(EventReader.class);

    private final EventHandler<E> handler;
    private final String group;
    private final EventRecords records;
    private final DeadLetterStore deadLetters;
    private final DeadLetterTopic topic;
    private final MachineTime machine;
    private final Counter handled;
    private final Counter unknown;

    EventReader(
            EventHandler<E> handler,
            String group,
            EventRecords records,
            DeadLetterStore deadLetters,
            DeadLetterTopic topic,
            MachineTime machine,
            MeterRegistry meters) {
        this.handler = handler;
        this.group = group;
        this.records = records;
        this.deadLetters = deadLetters;
        this.topic = topic;
        this.machine = machine;
        this.handled = meters.counter("throughline.inbox.handled", "group", handler.group());
        this.unknown = meters.counter("throughline.inbox.unknown", "group", handler.group());
    }

    @Override
    public void onMessage(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.key() != null && deadLetters.isParked(group, record.key())) {
                deadLetters.put(DeadLetter.Kind.WAITING, group, record, null, machine.now());
                return;
            }
            handle(record);
        } catch (Unreadable e) {
            log.warn(
                    "A record of {} at {}/{} cannot be read by {} and goes to the dead letters: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    group,
                    e.getMessage());
            topic.keep(record, e);
            deadLetters.put(DeadLetter.Kind.UNREADABLE, group, record, e.getMessage(), machine.now());
        } catch (Error e) {
            // an Error would end the consumer's thread without a word: let it go the way of other failures
            throw new IllegalStateException("handling failed with " + e, e);
        }
    }

    /** Reads and handles; used for replays too. Throws what the handler throws, or {@link Unreadable}. */
    void handle(ConsumerRecord<String, byte[]> record) {
        Optional<Received<Event>> received = records.read(record);
        if (received.isEmpty() || !handler.reads().isInstance(received.get().event())) {
            unknown.increment();
            return;
        }
        Received<Event> event = received.get();
        try (Correlation _ = Correlation.of(event.envelope().correlationId())) {
            handler.on(handler.reads().cast(event.event()), event.envelope());
            handled.increment();
            log.debug(
                    "{} handled {} of {}",
                    group,
                    EventTypes.shortName(event.envelope().type()),
                    event.envelope().subject());
        }
    }
}
