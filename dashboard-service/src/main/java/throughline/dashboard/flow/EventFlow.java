package throughline.dashboard.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.event.Topics;
import throughline.inbox.Broker;
import throughline.service.PracticeSettings;

/** Asks the broker how far every group of ours is, whichever process it runs in. */
@Component
public class EventFlow implements DisposableBean {

    private static final Pattern OURS = Pattern.compile("(booking|content|notification|dashboard)-[a-z-]+");
    private static final Pattern TOPIC = Pattern.compile("(booking|content|notification|dashboard)\\.events");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(EventFlow.class);

    private final Broker broker;
    private final Topics topics;
    private final MachineTime machine;
    private final OldestUnread oldest;
    private final FlowHistory history;

    EventFlow(
            Broker broker,
            ConsumerFactory<String, byte[]> consumers,
            Topics topics,
            MachineTime machine,
            PracticeSettings practice) {
        this.broker = broker;
        this.topics = topics;
        this.machine = machine;
        this.oldest = new OldestUnread(consumers, machine);
        this.history = new FlowHistory(practice.zone());
    }

    private record Position(String group, TopicPartition partition, long next, long end) {

        boolean isBehind() {
            return end > next;
        }
    }

    /** All flows, or empty when the broker does not answer. Takes up to 15 s when it is gone. */
    public synchronized Optional<List<Flow>> measure() {
        try {
            Map<String, Boolean> groups = groups();
            List<Position> positions = positions(groups.keySet());
            return Optional.of(flows(groups, positions, publishers(groups.keySet(), positions)));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.debug("The broker did not say how far its groups are; it will be asked again in 10 s.", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Our groups, and whether anybody reads for them. */
    private Map<String, Boolean> groups() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Boolean> groups = new HashMap<>();
        for (GroupListing group : wait(broker.admin().listGroups().all())) {
            if (group.groupId().startsWith(topics.prefix())
                    && OURS.matcher(group.groupId().substring(topics.prefix().length()))
                            .matches()) {
                GroupState state = group.groupState().orElse(GroupState.UNKNOWN);
                groups.put(group.groupId(), state != GroupState.EMPTY && state != GroupState.DEAD);
            }
        }
        return groups;
    }

    private List<Position> positions(Set<String> groups)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (groups.isEmpty()) {
            return List.of();
        }
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                wait(broker.admin().listConsumerGroupOffsets(asked).all());
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                wait(broker.admin().listOffsets(latest).all());
        List<Position> positions = new ArrayList<>();
        committed.forEach((group, offsets) -> offsets.forEach((partition, next) -> {
            ListOffsetsResultInfo end = ends.get(partition);
            if (next != null && end != null) {
                positions.add(new Position(group, partition, next.offset(), end.offset()));
            }
        }));
        return positions;
    }

    /** Whose topic a group reads; for one that has not read anything yet, as its members say. */
    private Map<String, String> publishers(Set<String> groups, List<Position> positions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> publishers = new HashMap<>();
        positions.forEach(p -> publisher(p.partition()).ifPresent(from -> publishers.put(p.group(), from)));
        Set<String> unread = new TreeSet<>(groups);
        unread.removeAll(publishers.keySet());
        if (!unread.isEmpty()) {
            wait(broker.admin().describeConsumerGroups(unread).all())
                    .forEach((group, described) -> described.members().stream()
                            .flatMap(member -> member.assignment().topicPartitions().stream())
                            .flatMap(partition -> publisher(partition).stream())
                            .findFirst()
                            .ifPresent(from -> publishers.put(group, from)));
        }
        return publishers;
    }

    private Optional<String> publisher(TopicPartition partition) {
        if (!partition.topic().startsWith(topics.prefix())) {
            return Optional.empty();
        }
        Matcher matcher =
                TOPIC.matcher(partition.topic().substring(topics.prefix().length()));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private List<Flow> flows(Map<String, Boolean> groups, List<Position> positions, Map<String, String> publishers) {
        List<Flow> flows = new ArrayList<>();
        for (String group : new TreeSet<>(groups.keySet())) {
            List<Position> ofGroup =
                    positions.stream().filter(p -> p.group().equals(group)).toList();
            Duration lag = lag(ofGroup);
            Instant now = machine.now();
            history.add(group, lag, now);
            flows.add(new Flow(
                    group.substring(topics.prefix().length()),
                    publishers.getOrDefault(group, ""),
                    reader(group.substring(topics.prefix().length())),
                    lag,
                    ofGroup.stream()
                            .mapToLong(p -> Math.max(0, p.end() - p.next()))
                            .sum(),
                    Boolean.TRUE.equals(groups.get(group)),
                    history.worstToday(group),
                    history.lastHour(group)));
        }
        return List.copyOf(flows);
    }

    private Duration lag(List<Position> ofGroup) {
        Map<TopicPartition, Long> behind = new HashMap<>();
        ofGroup.stream().filter(Position::isBehind).forEach(p -> behind.put(p.partition(), p.next()));
        Instant now = machine.now();
        return oldest.writtenAt(behind).values().stream()
                .min(Comparator.naturalOrder())
                .map(written -> Duration.between(written, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    private static String reader(String group) {
        return group.substring(0, group.indexOf('-'));
    }

    private static <T> T wait(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public synchronized void destroy() {
        oldest.close();
    }
}
