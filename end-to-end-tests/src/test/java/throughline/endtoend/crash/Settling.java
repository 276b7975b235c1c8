package throughline.endtoend.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.awaitility.core.ConditionTimeoutException;
import org.bson.Document;
import throughline.endtoend.practice.Practice;

/**
 * Waits until nothing moves any more: outboxes empty, every consumer at the end of its topics, no mail in anybody's hands. The
 * patience begins when every service is back: how long one takes to start is the machine's affair.
 */
record Settling(Practice practice, String bootstrapServers) {

    private static final Set<String> IN_HAND = Set.of("CLAIMED", "DOT_INTENT");
    private static final Duration PATIENCE = Duration.ofSeconds(75);
    private static final Duration TO_COME_BACK = Duration.ofMinutes(5);

    /** @return what still moves after the patience is over; nothing, if all is quiet */
    List<String> unrestLeft() {
        try {
            await("every service is back")
                    .atMost(TO_COME_BACK)
                    .pollInterval(Duration.ofMillis(700))
                    .ignoreExceptions()
                    .until(this::isReady);
            await("quiet")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(700))
                    .during(Duration.ofSeconds(2))
                    .ignoreExceptions()
                    .until(() -> unrest().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException late) {
            return unrest();
        }
    }

    private List<String> unrest() {
        var unrest = new java.util.ArrayList<String>();
        if (!isReady()) {
            unrest.add("not every service is ready");
        }
        practice.database().unpublished().stream().limit(5).forEach(name -> unrest.add("facts wait in " + name));
        lag().forEach((group, events) -> unrest.add(group + " lags by " + events));
        inHand().forEach(unrest::add);
        if (practice.database().all("booking.intakes").stream().anyMatch(answers -> answers.containsKey("judgeAt"))) {
            unrest.add("answers wait to be kept or deleted");
        }
        return unrest;
    }

    private boolean isReady() {
        return practice.http().get("/health/ready").send().status() == 200;
    }

    private List<String> inHand() {
        var now = practice.now();
        return practice.database().all("notification.deliveries").stream()
                .map(row -> row.get("state", Document.class).get("now", Document.class))
                .filter(state -> IN_HAND.contains(state.getString("name"))
                        || (state.getDate("nextAt") != null
                                && !state.getDate("nextAt").toInstant().isAfter(now)))
                .map(state -> "a mail is " + state.getString("name"))
                .distinct()
                .toList();
    }

    private Map<String, Long> lag() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            var offsets = admin.listConsumerGroupOffsets(groups.stream()
                            .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())))
                    .all()
                    .get();
            var partitions = offsets.values().stream()
                    .flatMap(group -> group.keySet().stream())
                    .distinct()
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            var ends = admin.listOffsets(partitions).all().get();
            var lag = new java.util.TreeMap<String, Long>();
            offsets.forEach((group, read) -> read.forEach((partition, offset) -> {
                var end = ends.get(partition);
                if (end != null && end.offset() > offset.offset()) {
                    lag.merge(group, end.offset() - offset.offset(), Long::sum);
                }
            }));
            return lag;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
