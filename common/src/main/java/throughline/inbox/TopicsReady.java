package throughline.inbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.event.Topics;

/** Creates the topics with explicit settings, in the background and for as long as it takes: a start never waits for Kafka. */
final class TopicsReady {

    private static final String FOURTEEN_DAYS = Long.toString(TimeUnit.DAYS.toMillis(14));
    private static final Logger log = LoggerFactory.getLogger(TopicsReady.class);

    private final Admin admin;
    private final Topics topics;
    private volatile boolean done;

    TopicsReady(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    boolean done() {
        return done;
    }

    void whenDone(Runnable next) {
        Thread.ofVirtual().name("topics").start(() -> {
            while (!done) {
                try {
                    createMissing();
                    done = true;
                } catch (ExecutionException | TimeoutException e) {
                    log.warn("The topics cannot be created yet; will be tried again at once. {}", e.toString());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            next.run();
        });
    }

    private void createMissing() throws ExecutionException, InterruptedException, TimeoutException {
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
