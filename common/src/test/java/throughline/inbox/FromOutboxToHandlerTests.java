package throughline.inbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.KafkaTemplate;
import throughline.CommonTestApplication;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Sketch;
import throughline.event.Cause;
import throughline.event.Topics;
import throughline.outbox.Relay;

/** The way of a fact: written with its state, published in sequence, handled in order, whatever goes wrong in between. */
@SpringBootTest(classes = CommonTestApplication.class)
class FromOutboxToHandlerTests {

    private final Aggregates<Sketch> sketches;
    private final RecordingHandler handler;
    private final Inbox inbox;
    private final Relay relay;
    private final Topics topics;
    private final KafkaTemplate<String, byte[]> kafka;
    private final String key = UUID.randomUUID().toString();

    FromOutboxToHandlerTests(
            @Autowired AggregateFactory factory,
            @Autowired RecordingHandler handler,
            @Autowired Inbox inbox,
            @Autowired Relay relay,
            @Autowired Topics topics,
            @Autowired KafkaTemplate<String, byte[]> kafka) {
        this.sketches = factory.of("test.facts", Sketch.class);
        this.handler = handler;
        this.inbox = inbox;
        this.relay = relay;
        this.topics = topics;
        this.kafka = kafka;
    }

    private void write(String client, int... numbers) {
        sketches.<String>change(
                client,
                Cause.command(),
                s -> Decision.changed(
                        s.orElseGet(Sketch::fresh),
                        IntStream.of(numbers)
                                .mapToObj(n -> Sketch.fact(client, n))
                                .toList()));
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void factsArriveInSequenceAndLeaveTheDocument() {
        for (int n = 1; n <= 30; n += 3) {
            write(key, n, n + 1, n + 2);
        }

        await("all handled")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(
                                handler.numbersOf(key).stream().distinct().toList())
                        .isEqualTo(upTo(30)));
        await("outbox empty").atMost(10, SECONDS).untilAsserted(() -> {
            Document document = sketches.collection().find(Filters.eq(key)).first();
            assertThat(document).isNotNull();
            Document outbox = document.get("outbox", Document.class);
            assertThat(outbox.getList("events", Document.class)).isEmpty();
            assertThat(outbox).doesNotContainKey("nextAt");
        });
    }

    @Test
    void whatAKilledProcessLeftBehindIsPublishedByTheSweep() {
        write(key, 1);
        await().atMost(10, SECONDS).until(() -> handler.numbersOf(key).equals(upTo(1)));
        String left = UUID.randomUUID().toString();
        sketches.collection().insertOne(leftBehind(left, UUID.randomUUID().toString(), 1));

        await("swept").atMost(10, SECONDS).until(() -> handler.numbersOf(left).equals(upTo(1)));
        await("nothing pending").atMost(10, SECONDS).until(() -> relay.settled(Instant.EPOCH));
    }

    @Test
    void manyLeftBehindGoOutTogetherEachInSequenceAndOneThatIsNoEventStopsNobody() {
        List<String> many =
                IntStream.range(0, 1_100).mapToObj(n -> "many-" + key + "-" + n).toList();
        String broken = "broken-" + key;
        List<Document> left = new ArrayList<>(List.of(leftBehind(broken, "no id of an event", 1)));
        many.forEach(id -> left.add(leftBehind(id, UUID.randomUUID().toString(), 3)));
        sketches.collection().insertMany(left);

        await("all handled")
                .atMost(30, SECONDS)
                .until(() -> many.stream().allMatch(id -> handler.numbersOf(id).size() >= 3));
        assertThat(many)
                .allSatisfy(id -> assertThat(
                                handler.numbersOf(id).stream().distinct().toList())
                        .isEqualTo(upTo(3)));
        await("nothing else pending")
                .atMost(10, SECONDS)
                .until(() -> relay.pending().equals(Map.of("test.facts", 1L)));
        assertThat(sketches.collection().countDocuments(Filters.exists("outbox.claim")))
                .as("claims are gone with what they were for")
                .isLessThanOrEqualTo(1);
        sketches.collection().deleteOne(Filters.eq(broken));
    }

    /** A document of a process that was killed before it published what it had written. */
    private static Document leftBehind(String client, String firstEvent, int facts) {
        return new Document("_id", client)
                .append("version", 1L)
                .append("state", new Document())
                .append(
                        "outbox",
                        new Document("sequence", (long) facts)
                                .append("nextAt", Date.from(Instant.EPOCH))
                                .append(
                                        "events",
                                        IntStream.rangeClosed(1, facts)
                                                .mapToObj(n -> new Document(
                                                                "id",
                                                                n == 1
                                                                        ? firstEvent
                                                                        : UUID.randomUUID()
                                                                                .toString())
                                                        .append("sequence", (long) n)
                                                        .append("type", "throughline.booking.CallOutcomeRecorded.v1")
                                                        .append("subject", client)
                                                        .append("key", client)
                                                        .append(
                                                                "data",
                                                                "{\"callId\":\"c\",\"clientId\":\"" + client
                                                                        + "\",\"outcome\":\"INTERESTED\",\"revision\":"
                                                                        + n + "}")
                                                        .append("at", Date.from(Instant.EPOCH))
                                                        .append("correlation", "test"))
                                                .toList()));
    }

    @Test
    void aFailingEventParksItsKeyAndNobodyElses() {
        String other = UUID.randomUUID().toString();
        handler.failFor(key, 2);

        write(key, 1, 2, 3, 4);
        write(other, 1, 2);

        await("the other key goes on")
                .atMost(20, SECONDS)
                .until(() -> handler.numbersOf(other).equals(upTo(2)));
        await("parked with two behind it")
                .atMost(20, SECONDS)
                .until(() -> inbox.deadLetters().stream().anyMatch(d -> key.equals(d.key()) && d.waiting() == 2));
        assertThat(handler.numbersOf(key)).containsExactly(1);

        handler.failNoMore();
        String id = inbox.deadLetters().stream()
                .filter(d -> key.equals(d.key()))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(inbox.replay(id, true).orElseThrow().handled()).isEqualTo(3);
        assertThat(handler.numbersOf(key)).containsExactly(1);

        assertThat(inbox.replay(id, false).orElseThrow().succeeded()).isTrue();
        assertThat(handler.numbersOf(key)).isEqualTo(upTo(4));
        write(key, 5);
        await("the key is free again")
                .atMost(10, SECONDS)
                .until(() -> handler.numbersOf(key).equals(upTo(5)));
    }

    @Test
    void anUnreadableRecordIsKeptWithItsBytesAndBlocksNothing() {
        kafka.send(new ProducerRecord<>(topics.of("booking"), key, "no event".getBytes(StandardCharsets.UTF_8)))
                .join();
        write(key, 1);

        await("kept")
                .atMost(20, SECONDS)
                .until(() -> inbox.deadLetters().stream()
                        .anyMatch(d -> d.kind() == DeadLetter.Kind.UNREADABLE && key.equals(d.key())));
        await("later ones handled")
                .atMost(10, SECONDS)
                .until(() -> handler.numbersOf(key).equals(upTo(1)));
    }

    @Test
    void aTypeOfTomorrowIsSkipped() {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.of("booking"), key, "{}".getBytes(StandardCharsets.UTF_8));
        List.of(
                        new String[] {"ce_specversion", "1.0"},
                        new String[] {"ce_id", UUID.randomUUID().toString()},
                        new String[] {"ce_source", "/booking"},
                        new String[] {"ce_type", "throughline.booking.CallTranscribed.v1"},
                        new String[] {"ce_subject", "c"},
                        new String[] {"ce_time", "2026-12-01T12:00:00Z"},
                        new String[] {"ce_partitionkey", key},
                        new String[] {"ce_sequence", "1"},
                        new String[] {"ce_correlationid", "x"},
                        new String[] {"content-type", "application/json"})
                .forEach(h -> record.headers().add(h[0], h[1].getBytes(StandardCharsets.UTF_8)));
        kafka.send(record).join();
        write(key, 1);

        await("the next one is handled")
                .atMost(20, SECONDS)
                .until(() -> handler.numbersOf(key).equals(upTo(1)));
        assertThat(inbox.deadLetters()).noneMatch(d -> key.equals(d.key()));
    }
}
