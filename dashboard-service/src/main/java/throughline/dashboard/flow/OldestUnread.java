package throughline.dashboard.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import throughline.clock.MachineTime;

/** Looks up when the record at an offset was written. Belongs to no group and commits nothing; for one thread at a time. */
final class OldestUnread implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ConsumerFactory<String, byte[]> consumers;
    private final MachineTime machine;
    private @Nullable Consumer<String, byte[]> consumer;

    OldestUnread(ConsumerFactory<String, byte[]> consumers, MachineTime machine) {
        this.consumers = consumers;
        this.machine = machine;
    }

    /** When the records at these offsets were written; one that cannot be had in 2 s is not in the answer. */
    Map<TopicPartition, Instant> writtenAt(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Instant> found = new HashMap<>();
        if (offsets.isEmpty()) {
            return found;
        }
        Consumer<String, byte[]> reader = consumer();
        reader.assign(offsets.keySet());
        offsets.forEach(reader::seek);
        long deadline = machine.nanos() + PATIENCE.toNanos();
        while (found.size() < offsets.size() && machine.nanos() < deadline) {
            ConsumerRecords<String, byte[]> records = reader.poll(Duration.ofMillis(200));
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<String, byte[]>> ofPartition = records.records(partition);
                found.putIfAbsent(
                        partition, Instant.ofEpochMilli(ofPartition.getFirst().timestamp()));
            }
            reader.pause(found.keySet());
        }
        reader.assign(List.of());
        return found;
    }

    private Consumer<String, byte[]> consumer() {
        Consumer<String, byte[]> known = consumer;
        if (known == null) {
            known = consumers.createConsumer(null, "dashboard-flow", null);
            consumer = known;
        }
        return known;
    }

    @Override
    public void close() {
        Consumer<String, byte[]> known = consumer;
        consumer = null;
        if (known != null) {
            known.close();
        }
    }
}
