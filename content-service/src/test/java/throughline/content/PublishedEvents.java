package throughline.content;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import throughline.contract.Event;
import throughline.event.EventRecords;
import throughline.event.Received;

/** Everything on {@code content.events} so far, read from the beginning each time. */
record PublishedEvents(String bootstrapServers, String topic, EventRecords records) {

    List<Received<Event>> all() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Received<Event>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(r -> records.read(r).ifPresent(found::add));
            }
            return found;
        }
    }

    /** Those of a type about an article, in order. */
    <E> List<E> of(Class<E> type, String articleId) {
        return all().stream()
                .filter(r -> r.envelope().key().equals(articleId))
                .<Event>map(Received::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
