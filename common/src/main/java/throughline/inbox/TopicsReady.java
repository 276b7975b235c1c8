package throughline.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.event.Topics;

/** Creates the topics with explicit settings, in the background and for as long as it takes: a start never waits for Kafka. */
final class TopicsReady {

    private static final String FOURTEEN_DAYS = Long.toString(TimeUnit.DAYS.toMillis(14));
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(TopicsReady.class);

    private final Broker broker;
    private final Topics topics;
    private volatile boolean done;

    TopicsReady(Broker broker, Topics topics) {
        this.broker = broker;
        this.topics = topics;
    }

    boolean done() {
        return done;
    }

    /**
     * @param wanted asked before each try; at the first no it is given up
     * @param next belongs to what is tried
     */
    void whenDone(BooleanSupplier wanted, Runnable next) {
        Thread.ofVirtual().name("topics").start(() -> {
            while (wanted.getAsBoolean()) {
                try {
                    createMissing();
                    next.run();
                    done = true;
                    return;
                } catch (ExecutionException | TimeoutException | KafkaException e) {
                    log.warn(
                            "Nothing can be read from the broker yet; will be tried again in {} s. {}",
                            PAUSE.toSeconds(),
                            e.toString());
                    LockSupport.parkNanos(PAUSE.toNanos());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
    }

    private void createMissing() throws ExecutionException, InterruptedException, TimeoutException {
        Admin admin = broker.admin();
        Set<String> existing = admin.listTopics().names().get(10, TimeUnit.SECONDS);
        List<NewTopic> missing = topics.all().stream()
                .filter(name -> !existing.contains(name))
                .map(name -> new NewTopic(name, topics.partitions(), topics.replication())
                        .configs(Map.of("retention.ms", FOURTEEN_DAYS, "cleanup.policy", "delete")))
                .toList();
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof org.apache.kafka.common.errors.TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
