package throughline.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many events a group has still to handle, asked of the broker: the client's own figure vanishes with the client. */
public final class ConsumerLag {

    private static final Logger log = LoggerFactory.getLogger(ConsumerLag.class);

    private final Broker broker;
    /** Partitions of a topic are made once and stay. */
    private final Map<String, List<TopicPartition>> partitions = new ConcurrentHashMap<>();

    public ConsumerLag(Broker broker) {
        this.broker = broker;
    }

    /**
     * Events not yet handled, by group. Where a group has committed nothing it has everything before it: it will begin with the
     * earliest.
     *
     * @param topicByGroup the topic that each group reads; it must exist
     * @throws RetriableException if the broker does not answer within 5 s
     */
    public Map<String, Long> ofGroups(Map<String, String> topicByGroup) {
        Map<String, Long> lag = new TreeMap<>();
        if (topicByGroup.isEmpty()) {
            return lag;
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(topicByGroup.keySet());
        Map<TopicPartition, Long> ends = offsets(
                topicByGroup.values().stream()
                        .distinct()
                        .flatMap(topic -> partitionsOf(topic).stream())
                        .toList(),
                OffsetSpec.latest());
        Map<TopicPartition, Long> begins = offsets(untouched(topicByGroup, committed, ends), OffsetSpec.earliest());
        topicByGroup.forEach((group, topic) -> {
            long events = 0;
            for (TopicPartition partition : partitionsOf(topic)) {
                OffsetAndMetadata upTo = committed.getOrDefault(group, Map.of()).get(partition);
                long from = upTo == null ? begins.getOrDefault(partition, 0L) : upTo.offset();
                events += Math.max(0, ends.getOrDefault(partition, 0L) - from);
            }
            lag.put(group, events);
        });
        return lag;
    }

    /**
     * Whether no group has anything left to handle. A broker that does not answer cannot say so: then it is false, and whoever
     * waits asks again.
     */
    boolean isZero(Map<String, String> topicByGroup) {
        try {
            return ofGroups(topicByGroup).values().stream().allMatch(events -> events == 0);
        } catch (RetriableException e) {
            log.debug("Nothing counts as handled until the broker answers again.", e);
            return false;
        }
    }

    /** Partitions that have had events of which a group has committed none. */
    private Set<TopicPartition> untouched(
            Map<String, String> topicByGroup,
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed,
            Map<TopicPartition, Long> ends) {
        return topicByGroup.entrySet().stream()
                .flatMap(entry -> partitionsOf(entry.getValue()).stream()
                        .filter(partition ->
                                committed.getOrDefault(entry.getKey(), Map.of()).get(partition) == null))
                .filter(partition -> ends.getOrDefault(partition, 0L) > 0)
                .collect(Collectors.toSet());
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        return wait(broker.admin().listConsumerGroupOffsets(asked).all());
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (!partitions.isEmpty()) {
            wait(broker.admin()
                            .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> which)))
                            .all())
                    .forEach((partition, found) -> offsets.put(partition, found.offset()));
        }
        return offsets;
    }

    private List<TopicPartition> partitionsOf(String topic) {
        return partitions.computeIfAbsent(
                topic,
                name -> IntStream.range(
                                0,
                                wait(broker.admin()
                                                .describeTopics(List.of(name))
                                                .allTopicNames())
                                        .values()
                                        .iterator()
                                        .next()
                                        .partitions()
                                        .size())
                        .mapToObj(number -> new TopicPartition(name, number))
                        .toList());
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
