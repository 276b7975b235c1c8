package throughline.endtoend.practice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads every record of the four topics, dead letters apart.
 *
 * @param prefix what this system's topics begin with
 */
public record Topics(String bootstrapServers, String prefix) {

    private static final List<String> PUBLISHERS = List.of("booking", "content", "notification", "dashboard");

    /** Everything from the first record to what is the last one now; in order within each partition. */
    public List<Fact> all() {
        return read(".events");
    }

    /** Records that somebody could not read. */
    public int deadLetters() {
        return read(".events-dlt").size();
    }

    private List<Fact> read(String suffix) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = PUBLISHERS.stream()
                    .flatMap(publisher -> consumer.partitionsFor(prefix + publisher + suffix).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var facts = new ArrayList<Fact>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> facts.add(fact(record)));
            }
            return facts;
        }
    }

    private static Fact fact(ConsumerRecord<String, byte[]> record) {
        return new Fact(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                header(record, "ce_id"),
                header(record, "ce_type"),
                header(record, "ce_subject"),
                Long.parseLong("0" + header(record, "ce_sequence")),
                header(record, "ce_correlationid"),
                OffsetDateTime.parse(header(record, "ce_time")).toInstant(),
                new String(record.value(), StandardCharsets.UTF_8));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
