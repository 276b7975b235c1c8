package throughline.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** How many events a group has still to handle, asked of the broker: the client's own figure vanishes with the client. */
public final class ConsumerLag {

    private final Admin admin;

    public ConsumerLag(Admin admin) {
        this.admin = admin;
    }

    /**
     * Events not yet handled, by group. A group that has never committed is not in the answer.
     *
     * @throws RetriableException if the broker does not answer within 5 s
     */
    public Map<String, Long> ofGroups(Collection<String> groups) {
        Map<String, Long> lag = new TreeMap<>();
        if (groups.isEmpty()) {
            return lag;
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(groups);
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(p -> latest.put(p, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                wait(admin.listOffsets(latest).all());
        committed.forEach((group, offsets) -> {
            long events = 0;
            for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : offsets.entrySet()) {
                ListOffsetsResultInfo end = ends.get(offset.getKey());
                if (end != null && offset.getValue() != null) {
                    events += Math.max(0, end.offset() - offset.getValue().offset());
                }
            }
            lag.put(group, events);
        });
        return lag;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        return wait(admin.listConsumerGroupOffsets(asked).all());
    }

    private static <T> T wait(org.apache.kafka.common.KafkaFuture<T> answer) {
        try {
            return answer.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the broker did not say how far its groups are", e);
        }
    }
}
