package throughline.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Sets the consumer groups of a test class back to the beginning of their topics. */
public final class Offsets {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Offsets() {}

    /**
     * Everything is read again: between stopping and starting the groups are forgotten.
     *
     * @param prefix of the class's groups and topics
     * @param stop ends reading; a group can be forgotten only when nobody is in it
     * @return how many groups there are, once each has read up to where the topics ended at the start
     */
    public static int backToTheBeginning(String prefix, Runnable stop, Runnable start) {
        stop.run();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Infrastructure.kafka()))) {
            Set<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith(prefix))
                    .collect(Collectors.toSet());
            Set<TopicPartition> partitions = new HashSet<>();
            for (String group : groups) {
                partitions.addAll(committed(admin, group).keySet());
            }
            await("nobody reads any more, and the groups are forgotten")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> {
                        admin.deleteConsumerGroups(groups).all().get();
                        return true;
                    });
            Map<TopicPartition, Long> ends = ends(admin, partitions);
            start.run();
            await("everything is read again").atMost(SOON).ignoreExceptions().until(() -> hasRead(admin, groups, ends));
            return groups.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A topic may be read by several groups: each must have come to its end. */
    private static boolean hasRead(Admin admin, Set<String> groups, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<String, Set<TopicPartition>> byTopic =
                ends.keySet().stream().collect(Collectors.groupingBy(TopicPartition::topic, Collectors.toSet()));
        Set<String> read = new HashSet<>();
        for (String group : groups) {
            Map<TopicPartition, Long> committed = committed(admin, group);
            for (String topic :
                    committed.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet())) {
                read.add(topic);
                for (TopicPartition partition : byTopic.getOrDefault(topic, Set.of())) {
                    if (committed.getOrDefault(partition, 0L) < ends.getOrDefault(partition, 0L)) {
                        return false;
                    }
                }
            }
        }
        return ends.entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .allMatch(end -> read.contains(end.getKey().topic()));
    }

    private static Map<TopicPartition, Long> committed(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
