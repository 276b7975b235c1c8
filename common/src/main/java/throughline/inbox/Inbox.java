package throughline.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerPausingBackOffHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerContainerPauseService;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;
import throughline.clock.DueWork;
import throughline.clock.MachineTime;
import throughline.contract.Event;
import throughline.event.EventRecords;
import throughline.event.EventTypes;
import throughline.event.Topics;

/**
 * The reading side of a process: one container for each {@link EventHandler}, one record after the other. A deterministic
 * failure is tried three times, then its key is parked; while infrastructure is down the container pauses, keeps its
 * partitions, and tries for ever.
 */
public final class Inbox implements SmartLifecycle, DueWork {

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final Map<String, EventReader<?>> readers = new LinkedHashMap<>();
    private final Map<String, String> topicByGroup = new LinkedHashMap<>();
    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
    private final DeadLetterStore deadLetters;
    private final MachineTime machine;
    private final ConsumerLag lag;
    private final TopicsReady topicsReady;
    private volatile boolean running;

    Inbox(
            List<EventHandler<? extends Event>> handlers,
            ConsumerFactory<String, byte[]> consumers,
            Topics topics,
            TopicsReady topicsReady,
            EventRecords records,
            DeadLetterStore deadLetters,
            DeadLetterTopic deadLetterTopic,
            ConsumerLag lag,
            MachineTime machine,
            TaskScheduler scheduler,
            MeterRegistry meters) {
        this.deadLetters = deadLetters;
        this.machine = machine;
        this.lag = lag;
        this.topicsReady = topicsReady;
        for (EventHandler<? extends Event> handler : handlers) {
            String group = topics.group(handler.group());
            EventReader<?> reader =
                    new EventReader<>(handler, group, records, deadLetters, deadLetterTopic, machine, meters);
            if (readers.put(group, reader) != null) {
                throw new IllegalStateException("two handlers read as group " + group);
            }
            String topic = topics.of(EventTypes.publisherOf(handler.reads()));
            topicByGroup.put(group, topic);
            containers.add(container(group, topic, reader, consumers, scheduler));
        }
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(
            String group,
            String topic,
            EventReader<?> reader,
            ConsumerFactory<String, byte[]> consumers,
            TaskScheduler scheduler) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId(group);
        properties.setClientId(group);
        properties.setMessageListener(reader);
        // not after each record: what a crash makes us handle again is recognised, and a commit costs more than most
        // records
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                reader.lookAgain();
            }
        });
        properties.setStopImmediate(true);
        properties.setPollTimeout(1_000);
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(group + "-");
        threads.setVirtualThreads(true);
        properties.setListenerTaskExecutor(threads);
        DefaultErrorHandler errors = new DefaultErrorHandler(
                (record, failure) -> {
                    park(group, record, failure);
                    reader.lookAgain();
                },
                new FixedBackOff(200, 2),
                new ContainerPausingBackOffHandler(new ListenerContainerPauseService(null, scheduler)));
        errors.setBackOffFunction((record, failure) -> {
            if (!Infrastructure.isDown(failure)) {
                return null;
            }
            ExponentialBackOff forever = new ExponentialBackOff(200, 2);
            forever.setMaxInterval(5_000);
            return forever;
        });
        errors.setCommitRecovered(true);
        ConcurrentMessageListenerContainer<String, byte[]> container =
                new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(group);
        container.setCommonErrorHandler(errors);
        return container;
    }

    private void park(String group, ConsumerRecord<?, ?> record, Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        log.error(
                "An event of {} at {}/{} failed three times in {}; its key is parked until someone replays it. {}",
                record.topic(),
                record.partition(),
                record.offset(),
                group,
                cause.toString(),
                failure);
        @SuppressWarnings("unchecked") // all our containers read strings and bytes
        ConsumerRecord<String, byte[]> ours = (ConsumerRecord<String, byte[]>) record;
        deadLetters.put(DeadLetter.Kind.FAILED, group, ours, cause.toString(), machine.now());
    }

    /** What this process gave up, newest first. */
    public List<DeadLetter> deadLetters() {
        return deadLetters.given(readers.keySet()).stream()
                .map(deadLetters::describe)
                .toList();
    }

    /**
     * Gives a dead letter to its group once more, with its original id, and then what waits behind it, in order.
     *
     * @param dryRun only read it, and say whether it could be read
     * @return empty if this process has no such dead letter
     */
    public Optional<Replayed> replay(String id, boolean dryRun) {
        return deadLetters
                .find(id)
                .filter(row -> readers.containsKey(row.getString("group")))
                .map(row -> replay(row, dryRun));
    }

    /** What a replay came to: how many events were handled (or would be), and the failure that ended it, if any. */
    public record Replayed(boolean succeeded, int handled, String message, String eventId, String group) {}

    private Replayed replay(Document first, boolean dryRun) {
        String group = first.getString("group");
        EventReader<?> reader = java.util.Objects.requireNonNull(readers.get(group));
        String key = first.getString("key");
        boolean queued = key != null && !DeadLetter.Kind.UNREADABLE.name().equals(first.getString("kind"));
        List<Document> queue = queued ? deadLetters.queue(group, key) : List.of(first);
        String eventId = String.valueOf(first.getString("eventId"));
        if (dryRun) {
            return new Replayed(true, queue.size(), queue.size() + " would be handled again", eventId, group);
        }
        int handled = 0;
        while (!queue.isEmpty()) {
            for (Document row : queue) {
                try {
                    reader.handle(DeadLetterStore.recordOf(row));
                } catch (RuntimeException e) {
                    deadLetters.failed(row.getString("_id"), e.toString());
                    return new Replayed(false, handled, "Failed again: " + e, eventId, group);
                }
                deadLetters.remove(row.getString("_id"));
                handled++;
            }
            queue = queued ? deadLetters.queue(group, key) : List.of();
        }
        return new Replayed(true, handled, handled + " handled", eventId, group);
    }

    /** Whether every container runs and has had its partitions given to it at least once, or shares them with others. */
    public boolean ready() {
        return running && topicsReady.done() && containers.stream().allMatch(this::joined);
    }

    private boolean joined(ConcurrentMessageListenerContainer<String, byte[]> container) {
        return container.isRunning() && container.getAssignedPartitions() != null;
    }

    private void drainForever() {
        while (running) {
            LockSupport.parkNanos(DRAIN.toNanos());
            for (String group : readers.keySet()) {
                try {
                    deadLetters.waitingWithoutFailure(group).forEach(head -> replay(head, false));
                } catch (RuntimeException e) {
                    log.warn(
                            "Queues of {} cannot be looked at just now; next look in {}. {}",
                            group,
                            DRAIN,
                            e.toString());
                }
            }
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    @Override
    public boolean settled(Instant now) {
        return topicsReady.done() && lag.isZero(topicByGroup);
    }

    @Override
    public void start() {
        running = true;
        deadLetters.createIndexes();
        topicsReady.whenDone(() -> running, () -> containers.forEach(Inbox::start));
        Thread.ofVirtual().name("inbox-drain").start(this::drainForever);
    }

    /** One that could not be started counts as running until it is stopped. */
    private static void start(ConcurrentMessageListenerContainer<String, byte[]> container) {
        try {
            container.start();
        } catch (KafkaException e) {
            container.stop();
            throw e;
        }
    }

    @Override
    public void stop() {
        running = false;
        containers.parallelStream().forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
