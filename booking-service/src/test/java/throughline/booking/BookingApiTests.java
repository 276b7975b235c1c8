package throughline.booking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;
import throughline.event.Topics;
import throughline.web.link.SignedLinks;
import tools.jackson.databind.JsonNode;

/** What the HTTP interface promises, against the real database and the real broker. Practice time stands still. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.booking.posts-per-address=100000"
        })
class BookingApiTests {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private Environment environment;

    @Autowired
    private Topics topics;

    @Autowired
    private SignedLinks links;

    private Http http;
    private String type;
    private String who;

    /** Each test has a practitioner and a call type of its own, so that nobody's time is in the way. */
    @BeforeEach
    void aPractitionerOfOurOwn() {
        http = new Http(port);
        int n = COUNT.incrementAndGet();
        who = "p" + n;
        type = "t" + n;
        http.staff(
                "PUT",
                "/api/booking/v1/practitioners/" + who + "/availability",
                "{\"zone\":\"America/Los_Angeles\",\"weekly\":[{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\",\"SAT\",\"SUN\"],"
                        + "\"from\":\"00:00\",\"to\":\"24:00\"}]}");
        callType("");
    }

    private void callType(String more) {
        Answer put = http.staff(
                "PUT",
                "/api/booking/v1/call-types/" + type,
                "{\"name\":\"Call\",\"practitioner\":\"" + who + "\"" + more + "}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
    }

    private String body(String start, String email) {
        return "{\"callType\":\"" + type + "\",\"start\":\"" + start
                + "\",\"zone\":\"America/New_York\",\"name\":\"Zoë Núñez\",\"email\":\"" + email + "\"}";
    }

    private Answer book(String start, String email) {
        return http.post("/api/booking/v1/calls", body(start, email));
    }

    private static String token(Answer booked) {
        return booked.text("manageUrl").replaceAll(".*/calls/", "");
    }

    private MongoCollection<Document> collection(String name) {
        return database.getMongoDatabase().getCollection(name);
    }

    private Document stored(String collection, String id) {
        Document found = collection(collection).find(new Document("_id", id)).first();
        assertThat(found).as("%s in %s", id, collection).isNotNull();
        return Objects.requireNonNull(found);
    }

    private Document claims() {
        Document calendar =
                collection("booking.calendars").find(new Document("_id", who)).first();
        return calendar == null ? new Document("claims", List.of()) : calendar.get("state", Document.class);
    }

    @Test
    void aNewPracticeCanBeBookedAtOnce() {
        Answer types = http.get("/api/booking/v1/call-types");
        Answer slots = http.get("/api/booking/v1/call-types/exploration-call/slots?from=2027-03-14&to=2027-03-20");

        assertThat(types.json().get(0).get("id").stringValue()).isEqualTo("exploration-call");
        assertThat(types.json().get(0).get("durationMinutes").intValue()).isEqualTo(30);
        JsonNode first = slots.json().get("slots").get(0);
        assertThat(first.get("start").stringValue()).isEqualTo("2027-03-15T16:00:00Z");
        assertThat(first.get("local").stringValue()).isEqualTo("2027-03-15T09:00:00-07:00");
        assertThat(first.get("label").stringValue()).isEqualTo("09:00");
        assertThat(slots.json().get("slots").size()).isEqualTo(5 * 16);
        assertThat(slots.text("practiceZone")).isEqualTo("America/Los_Angeles");
    }

    @Test
    void bothInstantsOfARepeatedWallTimeAreOfferedAndLabelled() {
        callType(",\"bookingWindowDays\":365");
        Answer slots = http.get("/api/booking/v1/call-types/" + type + "/slots?from=2027-11-07&to=2027-11-07");

        List<String> labels = new ArrayList<>();
        slots.json().get("slots").forEach(s -> labels.add(s.get("label").stringValue()));
        assertThat(labels).hasSize(50).contains("01:00 PDT", "01:30 PDT", "01:00 PST", "01:30 PST", "00:30", "02:00");
    }

    @Test
    void anEmptyRangeSaysWhereToLookNext() {
        http.staff(
                "PUT",
                "/api/booking/v1/practitioners/" + who + "/availability",
                "{\"zone\":\"America/Los_Angeles\",\"weekly\":[{\"days\":[\"MON\"],\"from\":\"09:00\",\"to\":\"10:00\"}]}");

        Answer slots = http.get("/api/booking/v1/call-types/" + type + "/slots?from=2027-03-02&to=2027-03-05");

        assertThat(slots.json().get("slots").size()).isZero();
        assertThat(slots.text("next")).isEqualTo("2027-03-08");
    }

    @Test
    void aBookingIsStoredToldAndCanBeReadAgain() {
        String source = links.sign("source", "a_1.3.end", null);
        Answer booked = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T18:00:00Z", "Zoe@Client.Example")
                        .replaceFirst("}$", ",\"source\":\"" + source + "\"}"));

        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        assertThat(booked.text("state")).isEqualTo("CONFIRMED");
        assertThat(booked.text("end")).isEqualTo("2027-03-10T18:30:00Z");
        assertThat(booked.text("zone")).isEqualTo("America/New_York");
        String id = booked.text("callId");
        Answer call = http.staffGet("/api/booking/v1/calls/" + id);
        assertThat(call.json().get("source").get("article").stringValue()).isEqualTo("a_1");
        assertThat(call.json().get("source").get("revision").intValue()).isEqualTo(3);
        Answer client = http.staffGet("/api/booking/v1/clients/" + call.text("clientId"));
        assertThat(client.text("name")).isEqualTo("Zoë Núñez");
        ConsumerRecord<String, String> told = told(id, "CallRequested").getFirst();
        assertThat(told.key()).isEqualTo(call.text("clientId"));
        assertThat(told.value()).contains("\"email\":\"Zoe@Client.Example\"", "/calls/");
        await("the fact came back")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(stored("booking.calls", id)
                                .get("state", Document.class)
                                .getInteger("heard"))
                        .isZero());
    }

    @Test
    void aBookingNeverOverwritesANameAndFindsThePersonByTheAddress() {
        String client = http.staffGet("/api/booking/v1/calls/"
                        + book("2027-03-10T18:00:00Z", "Ann@Straße.example").text("callId"))
                .text("clientId");
        Answer again = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T19:00:00Z", "ann@xn--strae-oqa.EXAMPLE").replace("Zoë Núñez", "Someone Else"));

        assertThat(http.staffGet("/api/booking/v1/calls/" + again.text("callId"))
                        .text("clientId"))
                .isEqualTo(client);
        assertThat(http.staffGet("/api/booking/v1/clients/" + client).text("name"))
                .isEqualTo("Zoë Núñez");
        assertThat(http.staffGet("/api/booking/v1/clients?q=straße").status()).isEqualTo(200);
        assertThat(http.staffGet("/api/booking/v1/calls?client=" + client)
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void followUpConsentIsKeptWithItsTimeAndText() {
        Answer booked = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T18:00:00Z", "consent@client.example").replaceFirst("}$", ",\"followUp\":true}"));

        String client =
                http.staffGet("/api/booking/v1/calls/" + booked.text("callId")).text("clientId");
        JsonNode consent = http.staffGet("/api/booking/v1/clients/" + client)
                .json()
                .get("consents")
                .get(0);
        assertThat(consent.get("given").booleanValue()).isTrue();
        assertThat(consent.get("at").stringValue()).isEqualTo("2027-03-01T08:00:00Z");
        assertThat(consent.get("text").stringValue()).contains("after the call");
        await("the fact came back")
                .atMost(20, SECONDS)
                .until(() -> !told(booked.text("callId"), "CallRequested").isEmpty());
    }

    @Test
    void theSameKeyAndBodyAnswersTheSameTenInParallel() throws Exception {
        String body = body("2027-03-11T18:00:00Z", "parallel@client.example");

        Set<String> answers = Set.copyOf(inParallel(10, i -> {
            Answer answer = http.post("/api/booking/v1/calls", body, "key-" + type);
            return answer.status() + answer.body();
        }));

        assertThat(answers).hasSize(1).allMatch(a -> a.startsWith("201"));
        assertThat(claims().getList("claims", Document.class)).hasSize(1);
        Answer other = http.post(
                "/api/booking/v1/calls", body("2027-03-11T19:00:00Z", "parallel@client.example"), "key-" + type);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
    }

    @Test
    void theSameKeyAnswersTheSameAlsoAfterTheCallWasCancelled() {
        String body = body("2027-03-11T18:00:00Z", "late@client.example");
        Answer first = http.post("/api/booking/v1/calls", body, "key-" + type);
        http.post("/api/booking/v1/manage/" + token(first) + "/cancel", "{}");

        Answer again = http.post("/api/booking/v1/calls", body, "key-" + type);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(claims().getList("claims", Document.class)).isEmpty();
    }

    @Test
    void theSameKeyAnswersTheSameTenInParallelAlsoAfterTheCallMoved() throws Exception {
        String body = body("2027-03-11T18:00:00Z", "moved@client.example");
        Answer first = http.post("/api/booking/v1/calls", body, "key-" + type);
        http.post("/api/booking/v1/manage/" + token(first) + "/reschedule", "{\"start\":\"2027-03-11T21:00:00Z\"}");

        Set<String> again = Set.copyOf(inParallel(10, i -> {
            Answer answer = http.post("/api/booking/v1/calls", body, "key-" + type);
            return answer.status() + answer.body();
        }));

        assertThat(again).containsExactly("201" + first.body());
        assertThat(claims().getList("claims", Document.class)).hasSize(1);
    }

    @Test
    void theOtherOfTwoRequestsIsToldAtOnceWithThreeTimesAndCanMoveThere() {
        callType(",\"approval\":\"ON_REQUEST\"");
        Answer one = book("2027-03-10T18:00:00Z", "one@client.example");
        Answer two = book("2027-03-10T18:00:00Z", "two@client.example");
        assertThat(http.get("/calls/" + token(two)).body()).doesNotContain("went to another call");

        http.staff("POST", "/api/booking/v1/calls/" + one.text("callId") + "/confirm", "");

        List<ConsumerRecord<String, String>> told = told(two.text("callId"), "RequestedTimeTaken");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().value()).contains("2027-03-10T18:30:00Z", "2027-03-10T17:30:00Z");
        assertThat(http.get("/calls/" + token(two)).body()).contains("went to another call");
        Answer moved = http.post(
                "/api/booking/v1/manage/" + token(two) + "/reschedule", "{\"start\":\"2027-03-10T18:30:00Z\"}");
        assertThat(moved.text("state")).isEqualTo("REQUESTED");
        assertThat(http.staff("POST", "/api/booking/v1/calls/" + two.text("callId") + "/confirm", "")
                        .text("state"))
                .isEqualTo("CONFIRMED");
    }

    @Test
    void cancellingAndMovingReleaseTheTimeAHoldDoesNot() {
        Answer booked = book("2027-03-12T18:00:00Z", "released@client.example");
        http.post("/api/booking/v1/holds", "{\"callType\":\"" + type + "\",\"start\":\"2027-03-12T23:00:00Z\"}");
        http.post("/api/booking/v1/manage/" + token(booked) + "/reschedule", "{\"start\":\"2027-03-12T20:00:00Z\"}");
        http.staff("POST", "/api/booking/v1/calls/" + booked.text("callId") + "/cancel", "{}");

        await("both times on the topic")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(onTopic(who, "SlotReleased").stream()
                                .map(record -> record.value().replaceAll(".*\"start\":\"([^\"]+)\".*", "$1")))
                        .containsExactly("2027-03-12T18:00:00Z", "2027-03-12T20:00:00Z"));
    }

    @Test
    void fiftyPeopleRacingForOverlappingTimesBesideFiveHundredCallsGetEachTimeOnce() throws Exception {
        callType(",\"bookingWindowDays\":365,\"stepMinutes\":5,\"durationMinutes\":30");
        fillWith(500);
        for (int round = 0; round < 4; round++) {
            boolean equal = round % 2 == 0;
            Instant base = Instant.parse("2027-03-02T10:00:00Z").plus(Duration.ofHours(round));

            List<Integer> statuses = inParallel(
                    50,
                    i -> book(
                                    base.plus(Duration.ofMinutes(equal ? 0 : 5L * (i % 5)))
                                            .toString(),
                                    "r" + i + "@client.example")
                            .status());

            assertThat(statuses.stream().filter(s -> s == 201)).hasSize(1);
            assertThat(statuses.stream().filter(s -> s == 409)).hasSize(49);
        }
        assertNothingOverlaps();
    }

    private void fillWith(int calls) {
        List<Document> claims = IntStream.range(0, calls)
                .mapToObj(i -> {
                    Instant start = Instant.parse("2027-06-01T00:00:00Z").plus(Duration.ofMinutes(45L * i));
                    return new Document("callId", "c_full" + i)
                            .append("client", "cl_full")
                            .append("callType", type)
                            .append("start", java.util.Date.from(start))
                            .append("end", java.util.Date.from(start.plus(Duration.ofMinutes(30))))
                            .append("bufferBefore", 0)
                            .append("bufferAfter", 0)
                            .append("state", "CONFIRMED")
                            .append("uid", "u" + i)
                            .append("sequence", 0)
                            .append("generation", 0)
                            .append("settled", false);
                })
                .toList();
        collection("booking.calendars")
                .insertOne(new Document("_id", who)
                        .append("version", 1L)
                        .append("state", new Document("claims", claims))
                        .append("operations", List.of())
                        .append("outbox", new Document("sequence", 0L).append("events", List.of())));
    }

    private void assertNothingOverlaps() {
        List<Document> claims = claims().getList("claims", Document.class);
        for (Document a : claims) {
            for (Document b : claims) {
                boolean overlap = a.getDate("start").before(b.getDate("end"))
                        && b.getDate("start").before(a.getDate("end"));
                assertThat(overlap && !a.getString("callId").equals(b.getString("callId")))
                        .isFalse();
            }
        }
    }

    @Test
    void aTakenTimeIsRefusedWithThreeAlternativesAndLeavesNothing() {
        book("2027-03-10T18:00:00Z", "first@client.example");
        long calls = collection("booking.calls").countDocuments();
        long clients = collection("booking.clients").countDocuments();
        long intakes = collection("booking.intakes").countDocuments();

        Answer taken = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T18:00:00Z", "second@client.example").replaceFirst("}$", ",\"note\":\"please\"}"));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("SLOT_TAKEN");
        assertThat(taken.json().get("alternatives").toString())
                .isEqualTo("[\"2027-03-10T17:30:00Z\",\"2027-03-10T18:30:00Z\",\"2027-03-10T19:00:00Z\"]");
        assertThat(collection("booking.calls").countDocuments()).isEqualTo(calls);
        assertThat(collection("booking.clients").countDocuments()).isEqualTo(clients);
        assertThat(collection("booking.intakes").countDocuments()).isEqualTo(intakes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "start":"2027-03-10T18:00:00Z"          | "start":"2027-03-10T18:10:00Z"           | 422 | OFF_GRID               | start
            "start":"2027-03-10T18:00:00Z"          | "start":"2027-02-10T18:00:00Z"           | 422 | PAST                   | start
            "start":"2027-03-10T18:00:00Z"          | "start":"2027-03-01T08:30:00Z"           | 422 | TOO_SOON               | start
            "start":"2027-03-10T18:00:00Z"          | "start":"2028-03-10T18:00:00Z"           | 422 | OUT_OF_WINDOW          | start
            "start":"2027-03-10T18:00:00Z"          | "start":"2027-03-04T18:00:00Z"           | 422 | OUTSIDE_HOURS          | start
            "start":"2027-03-10T18:00:00Z"          | "start":"2027-03-14T02:30:00"            | 422 | NONEXISTENT_LOCAL_TIME | start
            "start":"2027-03-10T18:00:00Z"          | "start":"2027-11-07T01:30:00"            | 422 | AMBIGUOUS_LOCAL_TIME   | start
            "start":"2027-03-10T18:00:00Z"          | "start":"tomorrow"                       | 400 | MALFORMED              | start
            "start":"2027-03-10T18:00:00Z"          | "start":{"$ne":1}                        | 400 | MALFORMED              |
            "zone":"America/New_York"               | "zone":""                                | 422 | UNKNOWN_ZONE           | zone
            "zone":"America/New_York"               | "zone":"Mars/Olympus"                    | 422 | UNKNOWN_ZONE           | zone
            "zone":"America/New_York"               | "end":"2027-03-10T19:00:00Z"             | 422 | BAD_DURATION           | end
            "name":"Zoë Núñez"                      | "name":"Zoë\\r\\nBcc: x@y.example"       | 422 | BAD_NAME               | name
            "name":"Zoë Núñez"                      | "name":"  "                              | 422 | BAD_NAME               | name
            "name":"Zoë Núñez"                      | "name":{"$ne":1}                         | 400 | MALFORMED              |
            "email":"bad@client.example"            | "email":"ana@example"                    | 422 | BAD_EMAIL              | email
            "email":"bad@client.example"            | "email":"a@b@c.example, d@e.example"     | 422 | BAD_EMAIL              | email
            "email":"bad@client.example"            | "email":"ana@exa mple.org"               | 422 | BAD_EMAIL              | email
            "email":"bad@client.example"            | "phone":"<script>"                       | 422 | BAD_EMAIL              | email
            "zone":"America/New_York"               | "phone":"call me"                        | 422 | BAD_PHONE              | phone
            "zone":"America/New_York"               | "answers":{"q":{"$ne":1}}                | 400 | MALFORMED              | q
            "zone":"America/New_York"               | "answers":{"other":"x"}                  | 422 | ANSWER_REQUIRED        | q
            "zone":"America/New_York"               | "answers":{"q":"blue"}                   | 422 | BAD_ANSWER             | q
            "zone":"America/New_York"               | "holdId":"h_00000000000000000000000000000000" | 410 | HOLD_EXPIRED      | holdId
            """)
    void whatMakesNoSenseIsRefusedWithItsCodeAndFieldAndLeavesNothing(
            String good, String bad, int status, String code, String field) {
        boolean asks = "q".equals(field);
        http.staff(
                "PUT",
                "/api/booking/v1/practitioners/" + who + "/availability",
                "{\"zone\":\"America/Los_Angeles\",\"weekly\":[{\"days\":[\"SUN\",\"MON\",\"TUE\",\"WED\",\"FRI\",\"SAT\"],"
                        + "\"from\":\"00:00\",\"to\":\"24:00\"}]}");
        callType(",\"minimumNotice\":\"PT4H\""
                + (asks
                        ? ",\"questions\":[{\"id\":\"q\",\"label\":\"Color?\",\"kind\":\"CHOICE\",\"choices\":[\"red\"],\"required\":true}]"
                        : ""));
        String body = body("2027-03-10T18:00:00Z", "bad@client.example").replace(good, bad);

        Answer refused = http.post("/api/booking/v1/calls", body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.header("content-type")).startsWith("application/problem+json");
        assertThat(refused.code()).isEqualTo(code);
        if (field != null) {
            assertThat(refused.text("field")).isEqualTo(field);
        }
        assertThat(claims().getList("claims", Document.class)).isEmpty();
        assertThat(collection("booking.calls").countDocuments(new Document("state.callType", type)))
                .isZero();
    }

    @Test
    void aBodyOver64KilobytesIsTooLarge() {
        String large = body("2027-03-10T18:00:00Z", "large@client.example")
                .replaceFirst("}$", ",\"note\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(http.post("/api/booking/v1/calls", large).status()).isEqualTo(413);
    }

    @Test
    void localTimesWithoutOffsetAreReadInTheirZone() {
        Answer booked = book("2027-03-10T13:00", "wall@client.example");

        assertThat(booked.text("start")).isEqualTo("2027-03-10T18:00:00Z");
    }

    @Test
    void answersAreKeptForStaffAndAppearInNoEvent() {
        callType(",\"questions\":[{\"id\":\"hurt\",\"label\":\"Does it hurt?\",\"kind\":\"YES_NO\",\"required\":true},"
                + "{\"id\":\"where\",\"label\":\"Where?\",\"kind\":\"TEXT\",\"required\":true,"
                + "\"showWhen\":{\"question\":\"hurt\",\"equals\":\"yes\"}}]");
        Answer yes = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T18:00:00Z", "hurt@client.example")
                        .replaceFirst("}$", ",\"answers\":{\"hurt\":true,\"where\":\"left-knee\"}}"));
        Answer no = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T19:00:00Z", "fine@client.example")
                        .replaceFirst("}$", ",\"answers\":{\"hurt\":\"no\",\"where\":\"dropped-knee\"}}"));

        JsonNode answers = http.staffGet("/api/booking/v1/calls/" + yes.text("callId"))
                .json()
                .get("answers");
        assertThat(answers.get("where").stringValue()).isEqualTo("left-knee");
        assertThat(http.staffGet("/api/booking/v1/calls/" + no.text("callId"))
                        .json()
                        .get("answers")
                        .size())
                .isEqualTo(1);
        assertThat(told(yes.text("callId"), "CallRequested").getFirst().value()).doesNotContain("knee");
        assertThat(stored("booking.calendars", who).toJson()).doesNotContain("knee");
    }

    /** A crash right after the calendar's write leaves claim and fact, and nothing else. */
    @Test
    void whatACrashKeptFromBeingWrittenIsWrittenWhenTheFactComesBack() {
        Answer booked = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T18:00:00Z", "crash@client.example")
                        .replaceFirst("}$", ",\"followUp\":true,\"note\":\"please ring twice\"}"));
        String id = booked.text("callId");
        ConsumerRecord<String, String> fact = told(id, "CallRequested").getFirst();
        heard(id);
        Answer before = http.staffGet("/api/booking/v1/calls/" + id);
        collection("booking.calls").deleteOne(new Document("_id", id));
        collection("booking.clients").deleteOne(new Document("_id", before.text("clientId")));
        collection("booking.intakes")
                .updateOne(
                        new Document("call", id),
                        new Document(
                                "$set",
                                new Document("orphanAt", java.util.Date.from(Instant.parse("2999-01-01T00:00:00Z")))));

        again(fact);

        heard(id);
        assertThat(http.staffGet("/api/booking/v1/calls/" + id).body()).isEqualTo(before.body());
        assertThat(http.staffGet("/api/booking/v1/clients/" + before.text("clientId"))
                        .json()
                        .get("consents")
                        .size())
                .isEqualTo(1);
        assertThat(http.post("/api/booking/v1/manage/" + token(booked) + "/cancel", "{}")
                        .status())
                .isEqualTo(200);
    }

    private void heard(String call) {
        await("the fact came back")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(stored("booking.calls", call)
                                .get("state", Document.class)
                                .getInteger("heard"))
                        .isZero());
    }

    private void again(ConsumerRecord<String, String> record) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", environment.getRequiredProperty("spring.kafka.bootstrap-servers"));
        try (var producer = new org.apache.kafka.clients.producer.KafkaProducer<>(
                properties,
                new org.apache.kafka.common.serialization.StringSerializer(),
                new org.apache.kafka.common.serialization.StringSerializer())) {
            var sent = producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), record.value(), record.headers()));
            await("sent again").atMost(20, SECONDS).until(sent::isDone);
        }
    }

    @Test
    void aHoldKeepsTheTimeForWhoeverHasIt() {
        Answer held = http.post(
                "/api/booking/v1/holds", "{\"callType\":\"" + type + "\",\"start\":\"2027-03-10T18:00:00Z\"}");
        Answer other = book("2027-03-10T18:00:00Z", "other@client.example");
        Answer mine = http.post(
                "/api/booking/v1/calls",
                body("2027-03-10T18:00:00Z", "mine@client.example")
                        .replaceFirst("}$", ",\"holdId\":\"" + held.text("holdId") + "\"}"));

        assertThat(held.status()).isEqualTo(201);
        assertThat(held.text("expiresAt")).isEqualTo("2027-03-01T08:10:00Z");
        assertThat(other.code()).isEqualTo("SLOT_TAKEN");
        assertThat(mine.status()).as(mine.body()).isEqualTo(201);
        assertThat(http.post(
                                "/api/booking/v1/holds",
                                "{\"callType\":\"" + type + "\",\"start\":\"2027-03-10T18:00:00Z\"}")
                        .code())
                .isEqualTo("SLOT_TAKEN");
    }

    @Test
    void explainSaysWhichRuleSpeaksAgainstATime() {
        book("2027-03-10T18:00:00Z", "first@client.example");

        Answer taken = http.get("/api/booking/v1/call-types/" + type + "/slots/explain?start=2027-03-10T18:00:00Z");
        Answer free = http.get("/api/booking/v1/call-types/" + type + "/slots/explain?start=2027-03-10T11:00:00-08:00");

        assertThat(taken.json().get("offered").booleanValue()).isFalse();
        assertThat(taken.json().get("reasons").get(0).get("code").stringValue()).isEqualTo("TAKEN");
        assertThat(free.json().get("offered").booleanValue()).isTrue();
    }

    @Test
    void aManageLinkMovesAndCancelsAndTheOldOneNamesTheNew() {
        Answer booked = book("2027-03-10T18:00:00Z", "mover@client.example");
        String first = "/api/booking/v1/manage/" + token(booked);
        for (int i = 0; i < 3; i++) {
            assertThat(http.get(first).status()).isEqualTo(200);
            http.head("/calls/" + token(booked));
        }

        Answer moved = http.post(first + "/reschedule", "{\"start\":\"2027-03-10T20:00:00Z\"}");
        Answer old = http.get(first);
        String second = "/api/booking/v1/manage/" + token(moved);

        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(moved.text("start")).isEqualTo("2027-03-10T20:00:00Z");
        assertThat(moved.text("manageUrl")).isNotEqualTo(booked.text("manageUrl"));
        assertThat(old.status()).isEqualTo(410);
        assertThat(old.text("manageUrl")).isEqualTo(moved.text("manageUrl"));
        assertThat(http.post(first + "/cancel", "{}").status()).isEqualTo(410);
        assertThat(book("2027-03-10T18:00:00Z", "next@client.example").status()).isEqualTo(201);
        assertThat(http.post(second + "/reschedule", "{\"start\":\"2027-03-10T18:00:00Z\"}")
                        .code())
                .isEqualTo("SLOT_TAKEN");
        assertThat(http.post(second + "/cancel", "{\"reason\":\"my knee\"}").text("state"))
                .isEqualTo("CANCELLED");
        assertThat(http.post(second + "/cancel", "{}").status()).isEqualTo(410);
        String id = booked.text("callId");
        assertThat(told(id, "CallRescheduled").getFirst().value()).contains("\"sequence\":1");
        ConsumerRecord<String, String> cancelled = told(id, "CallCancelled").getFirst();
        assertThat(cancelled.value()).contains("\"sequence\":2").doesNotContain("knee");
        assertThat(claims().getList("claims", Document.class)).hasSize(1);
    }

    @Test
    void unknownAndForgedTokensAreNotFound() {
        Answer booked = book("2027-03-10T18:00:00Z", "forge@client.example");
        String token = token(booked);

        assertThat(http.get("/api/booking/v1/manage/" + token + "x").status()).isEqualTo(404);
        assertThat(http.get("/api/booking/v1/manage/nothing").status()).isEqualTo(404);
        assertThat(http.post("/api/booking/v1/manage/" + token.replaceFirst("^.", "A") + "/cancel", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(claims().getList("claims", Document.class)).hasSize(1);
    }

    @Test
    void theCalendarFileIsPublishedWithTheSameUidAndEscaped() {
        Answer booked = book("2027-03-10T18:00:00Z", "ics@client.example");

        Answer file = http.get("/calls/" + token(booked) + "/call.ics");

        assertThat(file.status()).as(file.body()).isEqualTo(200);
        assertThat(file.header("content-type")).startsWith("text/calendar");
        assertThat(file.body())
                .contains("METHOD:PUBLISH\r\n", "DTSTART:20270310T180000Z\r\n", "SEQUENCE:0\r\n")
                .contains("SUMMARY:Call\\, " + who);
        assertThat(told(booked.text("callId"), "CallRequested").getFirst().value())
                .contains(file.body().replaceAll("(?s).*\r\nUID:([^\r]+)\r\n.*", "$1"));
        assertThat(file.body().lines().allMatch(l -> l.getBytes(StandardCharsets.UTF_8).length <= 75))
                .isTrue();
    }

    @Test
    void outcomesAreRecordedCorrectedAndToldInOrder() {
        Answer booked = book("2027-03-10T18:00:00Z", "outcome@client.example");
        String path = "/api/booking/v1/calls/" + booked.text("callId");

        assertThat(http.staff("POST", path + "/outcome", "{\"outcome\":\"NO_SHOW\"}")
                        .code())
                .isEqualTo("TOO_EARLY");
        assertThat(http.staff("POST", path + "/outcome", "{\"outcome\":\"OTHER\"}")
                        .code())
                .isEqualTo("UNKNOWN_OUTCOME");
        assertThat(http.staff("POST", path + "/outcome", "{\"outcome\":\"INTERESTED\",\"note\":\"left-knee\"}")
                        .text("outcome"))
                .isEqualTo("INTERESTED");
        assertThat(http.staff("POST", path + "/outcome", "{\"outcome\":\"INTERESTED\"}")
                        .status())
                .isEqualTo(200);
        assertThat(http.staff("POST", path + "/outcome", "{\"outcome\":\"NOT_NOW\"}")
                        .status())
                .isEqualTo(200);

        await("both told")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(told(booked.text("callId"), "CallOutcomeRecorded"))
                        .hasSizeBetween(1, 2));
        List<ConsumerRecord<String, String>> about = told(booked.text("callId"), "");
        assertThat(type(about.getFirst())).contains("CallRequested");
        assertThat(about.getLast().value()).contains("NOT_NOW").doesNotContain("knee");
        assertThat(http.post("/api/booking/v1/manage/" + token(booked) + "/cancel", "{}")
                        .status())
                .isEqualTo(410);
    }

    @Test
    void twoFirstBookingsAtOnceAreOnePerson() throws Exception {
        callType(",\"capacity\":20");
        Set<String> people = Set.copyOf(inParallel(
                10,
                i -> http.staffGet("/api/booking/v1/calls/"
                                + book(
                                                "2027-03-10T18:00:00Z",
                                                i % 2 == 0 ? "Par@stra\u00dfe.example" : "par@XN--STRAE-OQA.example")
                                        .text("callId"))
                        .text("clientId")));

        assertThat(people).hasSize(1);
        assertThat(collection("booking.clients")
                        .countDocuments(new Document("state.addressKey", "par@xn--strae-oqa.example")))
                .isEqualTo(1);
    }

    @Test
    void callsWithoutAnOutcomeAreThoseThatAreOverAndNobodySaidHowTheyWent() {
        Answer ahead = book("2027-03-10T18:00:00Z", "ahead@client.example");
        String over = book("2027-03-10T19:00:00Z", "over@client.example").text("callId");
        String told = book("2027-03-10T20:00:00Z", "told@client.example").text("callId");
        String off = book("2027-03-10T21:00:00Z", "off@client.example").text("callId");
        http.staff("POST", "/api/booking/v1/calls/" + off + "/cancel", "{}");
        for (String id : List.of(over, told, off)) {
            collection("booking.calls")
                    .updateOne(
                            new Document("_id", id),
                            new Document(
                                    "$set",
                                    new Document(
                                            "state.end", java.util.Date.from(Instant.parse("2027-02-10T21:00:00Z")))));
        }
        http.staff("POST", "/api/booking/v1/calls/" + told + "/outcome", "{\"outcome\":\"NOT_NOW\"}");

        String open =
                http.staffGet("/api/booking/v1/calls?outcome=none&size=500").body();

        assertThat(open).contains(over).doesNotContain(told, off, ahead.text("callId"));
        assertThat(http.staffGet("/api/booking/v1/calls?outcome=x").status()).isEqualTo(400);
    }

    @Test
    void ofTwoRequestsForOneTimeOnlyOneCanBeConfirmed() {
        callType(",\"approval\":\"ON_REQUEST\"");
        Answer one = book("2027-03-10T18:00:00Z", "one@client.example");
        Answer two = book("2027-03-10T18:00:00Z", "two@client.example");

        assertThat(List.of(one.text("state"), two.text("state"))).containsExactly("REQUESTED", "REQUESTED");
        assertThat(http.staff("POST", "/api/booking/v1/calls/" + one.text("callId") + "/confirm", "")
                        .text("state"))
                .isEqualTo("CONFIRMED");
        Answer second = http.staff("POST", "/api/booking/v1/calls/" + two.text("callId") + "/confirm", "");
        assertThat(second.code()).isEqualTo("SLOT_TAKEN");
        assertThat(second.json().get("alternatives").size()).isEqualTo(3);
        assertThat(http.staff(
                                "POST",
                                "/api/booking/v1/calls/" + two.text("callId") + "/decline",
                                "{\"reason\":\"taken\"}")
                        .text("state"))
                .isEqualTo("DECLINED");
        assertThat(told(two.text("callId"), "CallDeclined")).hasSize(1);
        assertThat(told(one.text("callId"), "CallConfirmed").getFirst().value()).contains("\"sequence\":1");
    }

    @Test
    void staffSeeTheAgendaAndNobodyElseDoes() {
        book("2027-03-10T18:00:00Z", "agenda@client.example");

        Answer agenda = http.staffGet("/api/booking/v1/calls?from=2027-03-10&to=2027-03-10&state=CONFIRMED&size=500");

        assertThat(agenda.json().get("items").toString()).contains("agenda@client.example");
        assertThat(http.get("/api/booking/v1/calls").status()).isEqualTo(401);
        assertThat(http.get("/api/booking/v1/clients").status()).isEqualTo(401);
        assertThat(http.staffGet("/api/booking/v1/calls?page=0").status()).isEqualTo(400);
        assertThat(http.staffGet("/api/booking/v1/calls?state=$ne").status()).isEqualTo(400);
        assertThat(http.staffGet("/api/booking/v1/calls?from=x").status()).isEqualTo(400);
    }

    @Test
    void aRetiredCallTypeCanNoLongerBeBookedButItsCallsCanBeManaged() {
        Answer booked = book("2027-03-10T18:00:00Z", "retired@client.example");
        assertThat(http.staff("DELETE", "/api/booking/v1/call-types/" + type, "")
                        .status())
                .isEqualTo(204);

        assertThat(book("2027-03-10T20:00:00Z", "x@client.example").code()).isEqualTo("UNKNOWN_CALL_TYPE");
        assertThat(http.post(
                                "/api/booking/v1/manage/" + token(booked) + "/reschedule",
                                "{\"start\":\"2027-03-10T20:00:00Z\"}")
                        .status())
                .isEqualTo(200);
    }

    private static <T> List<T> inParallel(int people, java.util.function.IntFunction<T> act) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> all = IntStream.range(0, people)
                    .<Callable<T>>mapToObj(i -> () -> act.apply(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static String type(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }

    /** What lies on the topic about a call, in order; waits until there is something. */
    private List<ConsumerRecord<String, String>> told(String call, String event) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        await(event + " on the topic").atMost(20, SECONDS).until(() -> {
            found.clear();
            found.addAll(onTopic(call, event));
            return !found.isEmpty();
        });
        return found;
    }

    private List<ConsumerRecord<String, String>> onTopic(String call, String event) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers", environment.getRequiredProperty("spring.kafka.bootstrap-servers"),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false"));
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topics.of("booking")).stream()
                    .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<org.apache.kafka.common.TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    String subject =
                            new String(record.headers().lastHeader("ce_subject").value(), StandardCharsets.UTF_8);
                    if (subject.equals(call) && type(record).contains(event)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }
}
