package throughline.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import throughline.contract.Event;

/**
 * Events as Kafka records and back: CloudEvents 1.0, Kafka binary mode. Bytes are read here, at the edge, so that nothing can
 * fail before a listener sees the record and a dead letter keeps its original bytes.
 */
public final class EventRecords {

    private static final String KEY = "partitionkey";
    private static final String SEQUENCE = "sequence";
    private static final String CORRELATION = "correlationid";
    private static final String CAUSATION = "causationid";
    private static final String TRACE = "traceparent";

    private final EventJson json;
    private final Topics topics;

    public EventRecords(EventJson json, Topics topics) {
        this.json = json;
        this.topics = topics;
    }

    /** The record for an event whose data is JSON text already. */
    public ProducerRecord<String, byte[]> write(Envelope envelope, String data) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(envelope.id().toString())
                .withSource(URI.create(envelope.source()))
                .withType(envelope.type())
                .withSubject(envelope.subject())
                .withTime(envelope.time().atOffset(ZoneOffset.UTC))
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .withExtension(KEY, envelope.key())
                .withExtension(SEQUENCE, Long.toString(envelope.sequence()))
                .withExtension(CORRELATION, envelope.correlationId());
        if (envelope.causationId() != null) {
            event.withExtension(CAUSATION, envelope.causationId());
        }
        if (envelope.traceparent() != null) {
            event.withExtension(TRACE, envelope.traceparent());
        }
        String topic = topics.of(EventTypes.publisherOf(envelope.type()));
        return KafkaMessageFactory.<String>createWriter(topic, envelope.key()).writeBinary(event.build());
    }

    /**
     * Reads a record.
     *
     * @return empty for a type this version does not know
     * @throws Unreadable if it is no event, or not what its type promises
     */
    public Optional<Received<Event>> read(ConsumerRecord<String, byte[]> record) {
        CloudEvent event = parse(record);
        Envelope envelope = envelope(event);
        return EventTypes.named(event.getType()).map(type -> new Received<>(json.read(data(event), type), envelope));
    }

    /** The CloudEvents type, without reading anything else; empty if the record names none. */
    public Optional<String> typeOf(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type == null || type.value() == null
                ? Optional.empty()
                : Optional.of(new String(type.value(), StandardCharsets.UTF_8));
    }

    private static CloudEvent parse(ConsumerRecord<String, byte[]> record) {
        try {
            return KafkaMessageFactory.createReader(record).toEvent();
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw new Unreadable("the record is not a CloudEvent", e);
        }
    }

    private static byte[] data(CloudEvent event) {
        if (event.getData() == null) {
            throw new Unreadable("the event has no data");
        }
        return event.getData().toBytes();
    }

    private static Envelope envelope(CloudEvent event) {
        try {
            OffsetDateTime time = Objects.requireNonNull(event.getTime(), "time");
            return new Envelope(
                    UUID.fromString(event.getId()),
                    event.getSource().toString(),
                    event.getType(),
                    Objects.requireNonNull(event.getSubject(), "subject"),
                    Instant.from(time),
                    required(event, KEY),
                    Long.parseLong(required(event, SEQUENCE)),
                    required(event, CORRELATION),
                    extension(event, CAUSATION),
                    extension(event, TRACE));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new Unreadable("an attribute is missing or malformed", e);
        }
    }

    private static String required(CloudEvent event, String name) {
        return Objects.requireNonNull(extension(event, name), name);
    }

    private static @Nullable String extension(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        return value == null ? null : value.toString();
    }
}
