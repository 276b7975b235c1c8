package throughline.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.testing.Infrastructure;
import throughline.testing.Isolation;

/** What a group has still to handle, before and after it first says how far it is. */
class ConsumerLagTests {

    private final Isolation isolation = Isolation.of(ConsumerLagTests.class);
    private final String topic = isolation.topicsPrefix() + "events";
    private final String group = isolation.topicsPrefix() + "reader";
    private final Map<String, Object> settings = Map.of("bootstrap.servers", Infrastructure.kafka());
    private final Broker broker = new Broker(settings);
    private final Admin admin = broker.admin();
    private final ConsumerLag lag = new ConsumerLag(broker);

    @BeforeEach
    void threeEventsInEachOfTwoPartitions() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int event = 0; event < 6; event++) {
                producer.send(new ProducerRecord<>(topic, event % 2, null, new byte[] {1}))
                        .get();
            }
        }
    }

    @AfterEach
    void end() {
        broker.close();
        isolation.cleanUp();
    }

    @Test
    void groupThatHasCommittedNothingHasAllBeforeIt() {
        assertThat(lag()).isEqualTo(6);
    }

    @Test
    void partitionOfWhichNothingIsCommittedCountsBesideThoseOfWhichSomeIs() {
        commit(0, 2);

        assertThat(lag()).isEqualTo(1 + 3);

        commit(0, 3);
        commit(1, 3);
        assertThat(lag()).isZero();
    }

    @Test
    void eventsThatAreNoLongerKeptAreNotWaitedFor() throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get();

        assertThat(lag()).isEqualTo(1 + 3);
    }

    @Test
    void brokerThatDoesNotAnswerCannotSayThatAllIsHandled() throws Exception {
        commit(0, 3);
        commit(1, 3);
        assertThat(lag.isZero(Map.of(group, topic))).isTrue();

        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Broker unanswered = new Broker(Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:" + mute.getLocalPort(),
                        "request.timeout.ms",
                        200,
                        "default.api.timeout.ms",
                        300))) {
            assertThat(new ConsumerLag(unanswered).isZero(Map.of(group, topic))).isFalse();
        }
    }

    private long lag() {
        return lag.ofGroups(Map.of(group, topic)).getOrDefault(group, -1L);
    }

    private void commit(int partition, long upTo) {
        var settings = Map.<String, Object>of("bootstrap.servers", Infrastructure.kafka(), "group.id", group);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.commitSync(
                    Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(upTo)), Duration.ofSeconds(10));
        }
    }
}
