package throughline.booking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;
import throughline.event.Topics;

/** What people write before a call is for staff and for nobody else, wherever one looks. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "logging.level.throughline=DEBUG",
            "throughline.booking.posts-per-address=100000"
        })
@ExtendWith(OutputCaptureExtension.class)
class IntakeSecrecyTests {

    private static final String CANARY = "canary-left-knee-4711";

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private Environment environment;

    @Autowired
    private Topics topics;

    private Http http;

    @BeforeEach
    void aCallTypeThatAsks() {
        http = new Http(port);
        http.staff(
                "PUT",
                "/api/booking/v1/practitioners/me/availability",
                "{\"zone\":\"America/Los_Angeles\",\"weekly\":[{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],"
                        + "\"from\":\"00:00\",\"to\":\"24:00\"}]}");
        http.staff(
                "PUT",
                "/api/booking/v1/call-types/ask",
                "{\"name\":\"Call\",\"questions\":[{\"id\":\"where\",\"label\":\"Where\",\"kind\":\"TEXT\",\"required\":true}]}");
    }

    private Answer book(String start, String email) {
        return http.post(
                "/api/booking/v1/calls",
                "{\"callType\":\"ask\",\"start\":\"" + start + "\",\"name\":\"Ana\",\"email\":\"" + email
                        + "\",\"note\":\"" + CANARY + "-note\",\"answers\":{\"where\":\"" + CANARY + "\"}}");
    }

    private static String token(Answer booked) {
        return booked.text("manageUrl").replaceAll(".*/calls/", "");
    }

    private MongoDatabase db() {
        return database.getMongoDatabase();
    }

    @Test
    void anAnswerAppearsNowhereButInWhatStaffAskFor(CapturedOutput output) {
        Answer booked = book("2027-03-10T18:00:00Z", "secret@client.example");
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        String path = "/api/booking/v1/calls/" + booked.text("callId");
        List<Answer> seen = new ArrayList<>();
        seen.add(booked);
        seen.add(book("2027-03-10T18:00:00Z", "second@client.example")); // taken
        seen.add(book("2027-03-10T18:07:00Z", "third@client.example")); // off the grid
        seen.add(book("nonsense", "fourth@client.example"));
        seen.add(http.post("/api/booking/v1/calls", "{\"answers\":{\"where\":{\"$ne\":\"" + CANARY + "\"}}"));
        seen.add(http.get("/calls/" + token(booked)));
        seen.add(http.get("/calls/" + token(booked) + "/call.ics"));
        seen.add(http.get("/api/booking/v1/manage/" + token(booked)));
        Answer moved = http.post(
                "/api/booking/v1/manage/" + token(booked) + "/reschedule", "{\"start\":\"2027-03-11T18:00:00Z\"}");
        seen.add(moved);
        seen.add(
                http.post("/api/booking/v1/manage/" + token(moved) + "/cancel", "{\"reason\":\"" + CANARY + "-why\"}"));
        await("all is told")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(onTopic()).anyMatch(r -> r.contains("CallCancelled")));

        assertThat(http.staffGet(path).body()).contains(CANARY + "\"", CANARY + "-note");
        assertThat(http.staffGet("/api/booking/v1/calls").body()).contains(CANARY);
        assertThat(http.staffGet("/staff/calls/" + booked.text("callId")).body())
                .contains(CANARY, CANARY + "-note", CANARY + "-why");

        assertThat(seen).allSatisfy(answer -> assertThat(answer.body()).doesNotContain(CANARY));
        assertThat(onTopic())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record).doesNotContain(CANARY));
        assertThat(output.getAll()).contains(booked.text("callId")).doesNotContain(CANARY);
        for (String collection : db().listCollectionNames()) {
            for (Document document : db().getCollection(collection).find()) {
                assertThat(document.toJson()).as(collection).doesNotContain(CANARY);
                assertThat(plain(document)).as(collection).doesNotContain(CANARY);
            }
        }
    }

    @Test
    void anAnswerPutUnderAnotherCallOrAnotherClientStaysClosed() {
        Answer ana = book("2027-03-16T18:00:00Z", "ana@client.example");
        Answer again = book("2027-03-16T19:00:00Z", "ana@client.example");
        Answer tom = book("2027-03-16T20:00:00Z", "tom@client.example");

        copyBox(ana, again);
        copyBox(ana, tom);

        assertThat(closed(ana)).isFalse();
        assertThat(closed(again)).isTrue();
        assertThat(closed(tom)).isTrue();
    }

    @Test
    void aBookingThatIsRefusedLeavesNoAnswersBehind() {
        book("2027-03-17T18:00:00Z", "first@client.example");
        long before = db().getCollection("booking.intakes").countDocuments();

        assertThat(book("2027-03-17T18:00:00Z", "late@client.example").code()).isEqualTo("SLOT_TAKEN");

        assertThat(db().getCollection("booking.intakes").countDocuments()).isEqualTo(before);
        assertThat(db().getCollection("booking.intakes").countDocuments(Filters.exists("judgeAt")))
                .isZero();
    }

    @Test
    void whereTheMasterKeyIsLostBookingsGoOnAndTheOldAnswersSaySo() {
        Answer booked = book("2027-03-18T18:00:00Z", "lost@client.example");
        String client =
                http.staffGet("/api/booking/v1/calls/" + booked.text("callId")).text("clientId");
        Document key = Objects.requireNonNull(db().getCollection("booking.keys")
                .find(Filters.eq("client", client))
                .first());
        String lost = client + ".000000000000";
        db().getCollection("booking.keys")
                .insertOne(new Document(key).append("_id", lost).append("master", "000000000000"));
        db().getCollection("booking.keys").deleteOne(Filters.eq(key.getString("_id")));
        db().getCollection("booking.intakes").updateMany(Filters.eq("client", client), Updates.set("key", lost));

        Answer another = book("2027-03-18T19:00:00Z", "lost@client.example");

        assertThat(another.status()).isEqualTo(201);
        assertThat(closed(another)).isFalse();
        assertThat(closed(booked)).isTrue();
        assertThat(http.staffGet("/staff/calls/" + booked.text("callId")).body())
                .contains("master key");
    }

    private boolean closed(Answer booked) {
        return http.staffGet("/api/booking/v1/calls/" + booked.text("callId"))
                .json()
                .has("closed");
    }

    private void copyBox(Answer from, Answer to) {
        var intakes = db().getCollection("booking.intakes");
        Document source = Objects.requireNonNull(
                intakes.find(Filters.eq("call", from.text("callId"))).first());
        intakes.updateOne(
                Filters.eq("call", to.text("callId")),
                Updates.combine(
                        Updates.set("box", source.get("box")),
                        Updates.set("key", source.get("key")),
                        Updates.set("client", source.get("client"))));
    }

    /** Everything that could be read in a document, binary parts included. */
    private static String plain(Object value) {
        return switch (value) {
            case null -> "";
            case Document document -> plain(new ArrayList<>(document.values()));
            case List<?> several ->
                String.join(
                        "\n", several.stream().map(IntakeSecrecyTests::plain).toList());
            case Binary binary -> new String(binary.getData(), StandardCharsets.ISO_8859_1);
            default -> value.toString();
        };
    }

    private List<String> onTopic() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers", environment.getRequiredProperty("spring.kafka.bootstrap-servers"),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false"));
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topics.of("booking")).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    StringBuilder text = new StringBuilder(record.key() + " " + record.value());
                    record.headers()
                            .forEach(h -> text.append(' ').append(new String(h.value(), StandardCharsets.UTF_8)));
                    found.add(text.toString());
                }
            }
        }
        return found;
    }
}
