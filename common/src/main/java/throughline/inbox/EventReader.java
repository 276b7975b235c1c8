package throughline.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(EventReader.class);

    private final EventHandler<E> handler;
    private final String group;
    private final EventRecords records;
    private final DeadLetterStore deadLetters;
    private final DeadLetterTopic topic;
    private final MachineTime machine;
    private final Counter handled;
    private final Counter unknown;
    private volatile long nothingParkedAt;

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
        lookAgain();
    }

    @Override
    public void onMessage(ConsumerRecord<String, byte[]> record) {
        if (isOfNoInterest(record)) {
            unknown.increment();
            return;
        }
        try {
            if (record.key() != null && isParked(record.key())) {
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

    /** Told by its type alone, before anything is read or asked: most groups want a few of a topic's types. */
    private boolean isOfNoInterest(ConsumerRecord<String, byte[]> record) {
        return records.typeOf(record)
                .flatMap(EventTypes::named)
                .filter(type -> !handler.reads().isAssignableFrom(type))
                .isPresent();
    }

    /**
     * Most of the time nothing of a group is parked, and that is good for a moment: what is parked meanwhile is parked here, because a
     * key comes to one process at a time.
     */
    private boolean isParked(String key) {
        long now = machine.nanos();
        if (now - nothingParkedAt < MOMENT.toNanos()) {
            return false;
        }
        if (!deadLetters.anyParked(group)) {
            nothingParkedAt = now;
            return false;
        }
        return deadLetters.isParked(group, key);
    }

    /** Something may be parked now: here, or by whoever had these partitions before. */
    void lookAgain() {
        nothingParkedAt = machine.nanos() - MOMENT.toNanos();
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
