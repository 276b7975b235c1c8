package throughline.booking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;
import throughline.event.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People for whom no time fits are offered what becomes free, one after the other. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.booking.posts-per-address=100000"
        })
class WaitingListTests {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private Environment environment;

    @Autowired
    private Topics topics;

    private Http http;
    private String type;
    private String who;

    /** One time a day, so that whoever has it has all of it. */
    @BeforeEach
    void aPractitionerWithOneTimeADay() {
        http = new Http(port);
        int n = COUNT.incrementAndGet();
        who = "p" + n;
        type = "t" + n;
        http.staff(
                "PUT",
                "/api/booking/v1/practitioners/" + who + "/availability",
                "{\"zone\":\"America/Los_Angeles\",\"weekly\":[{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\",\"SAT\",\"SUN\"],"
                        + "\"from\":\"09:00\",\"to\":\"09:30\"}]}");
        http.staff(
                "PUT",
                "/api/booking/v1/call-types/" + type,
                "{\"name\":\"Call\",\"practitioner\":\"" + who
                        + "\",\"minimumNotice\":\"PT1H\",\"questions\":[{\"id\":\"wish\","
                        + "\"label\":\"Wish\",\"kind\":\"LONG_TEXT\",\"required\":true}]}");
    }

    private String mail(String name) {
        return name + "." + who + "@client.example";
    }

    private Answer book(String start, String name) {
        Answer booked = http.post(
                "/api/booking/v1/calls",
                "{\"callType\":\"" + type + "\",\"start\":\"" + start + "\",\"name\":\"" + name + "\",\"email\":\""
                        + mail(name) + "\",\"answers\":{\"wish\":\"sleep\"}}");
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        return booked;
    }

    private Answer ask(String name, String preferred) {
        Answer asked = http.post(
                "/api/booking/v1/call-requests",
                "{\"callType\":\"" + type + "\",\"name\":\"" + name + "\",\"email\":\"" + mail(name)
                        + "\",\"zone\":\"Europe/Berlin\",\"preferred\":" + preferred
                        + ",\"answers\":{\"wish\":\"secret of " + name + "\"}}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        return asked;
    }

    private void cancel(Answer booked) {
        Answer cancelled = http.post(
                "/api/booking/v1/manage/" + booked.text("manageUrl").replaceAll(".*/calls/", "") + "/cancel", "{}");
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
    }

    private static String page(Answer asked) {
        return asked.text("manageUrl").replaceFirst("^https?://[^/]+", "");
    }

    private JsonNode offerOf(Answer asked) {
        return waiting(asked).path("offer");
    }

    private JsonNode waiting(Answer asked) {
        for (JsonNode one :
                http.staffGet("/api/booking/v1/call-requests?size=500").json().get("items")) {
            if (one.get("callId").stringValue().equals(asked.text("callId"))) {
                return one;
            }
        }
        return JSON.createObjectNode();
    }

    private void awaitOffer(Answer asked) {
        await("the time is offered")
                .atMost(20, SECONDS)
                .until(() -> offerOf(asked).isObject());
    }

    private void advance(String duration) {
        assertThat(http.post("/dev/clock", "{\"advance\":\"" + duration + "\"}").status())
                .isEqualTo(200);
    }

    @Test
    void aRequestWithoutATimeIsToldWithoutAStartAndWithoutAnswers() {
        Answer asked = ask("ana", "\"Mornings, please\"");

        assertThat(asked.text("state")).isEqualTo("REQUESTED");
        ConsumerRecord<String, String> told =
                told(asked.text("callId"), "CallRequested").getFirst();
        assertThat(told.value())
                .contains("\"state\":\"REQUESTED\"", mail("ana"))
                .doesNotContain("\"start\"", "secret", "Mornings");
        JsonNode seen =
                http.staffGet("/api/booking/v1/call-requests?size=500").json().get("items");
        assertThat(seen.toString()).contains("Mornings, please");
        assertThat(http.get("/api/booking/v1/call-requests").status()).isEqualTo(401);
        assertThat(http.get(page(asked)).body()).contains("You are on the list");
    }

    @Test
    void whatIsCancelledIsOfferedInOrderAndGoesOnWhenItRunsOut() {
        Answer call = book("2027-03-03T17:00:00Z", "first");
        Answer ana = ask("ana", "\"any\"");
        Answer ben = ask("ben", "\"any\"");

        cancel(call);

        awaitOffer(ana);
        assertThat(offerOf(ana).get("start").stringValue()).isEqualTo("2027-03-03T17:00:00Z");
        assertThat(offerOf(ben).isMissingNode()).isTrue();
        assertThat(slots()).doesNotContain("2027-03-03T17:00:00Z");
        assertThat(http.get(page(ana)).body()).contains("A time is free on", "6:00 to 6:30 pm");
        advance("PT2H");
        awaitOffer(ben);
        assertThat(offerOf(ana).isMissingNode()).isTrue();
        Answer late = http.form(page(ana) + "/take", Map.of());
        assertThat(late.status()).isEqualTo(410);
        Answer taken = http.form(page(ben) + "/take", Map.of());
        assertThat(taken.status()).as(taken.body()).isEqualTo(303);
        assertThat(confirmed()).hasSize(1);
        assertThat(told(ana.text("callId"), "SlotOffered")).hasSize(1);
        assertThat(told(ben.text("callId"), "SlotOffered")).hasSize(1);
    }

    @Test
    void whatSomebodyElsesFormHeldAndLetLapseIsOfferedToo() {
        Answer held = http.post(
                "/api/booking/v1/holds", "{\"callType\":\"" + type + "\",\"start\":\"2027-03-03T17:00:00Z\"}");
        assertThat(held.status()).as(held.body()).isEqualTo(201);
        Answer ana = ask("ana", "\"any\"");

        advance("PT9M");
        assertThat(offerOf(ana).isMissingNode()).isTrue();
        advance("PT2M");

        awaitOffer(ana);
        assertThat(offerOf(ana).get("start").stringValue()).isEqualTo("2027-03-03T17:00:00Z");
    }

    @Test
    void lookingAtAnOfferTakesNothingAndTenPressesTakeItOnceWithTheAnswersOfTheRequest() {
        Answer call = book("2027-03-03T17:00:00Z", "first");
        Answer ana = ask("ana", "{\"text\":\"evenings\"}");
        cancel(call);
        awaitOffer(ana);

        for (int i = 0; i < 20; i++) {
            http.get(page(ana));
            http.head(page(ana));
            http.get(page(ana) + "/take");
        }
        assertThat(confirmed()).isEmpty();
        Set<String> answers = new HashSet<>(inParallel(10, i -> {
            Answer answer = http.form(page(ana) + "/take", Map.of());
            return answer.status() + " " + answer.header("location").replaceFirst("/booked$", "");
        }));

        assertThat(answers).hasSize(1).allMatch(a -> a.startsWith("303"));
        assertThat(confirmed()).hasSize(1);
        Answer seen = http.staffGet("/api/booking/v1/calls/" + confirmed().getFirst());
        assertThat(seen.json().get("answers").get("wish").stringValue()).isEqualTo("secret of ana");
        assertThat(offerOf(ana).isMissingNode()).isTrue();
    }

    @Test
    void whoseRecordWasJoinedIntoAnotherIsOfferedTheTimeUnderTheIdThatIsLeft() {
        Answer call = book("2027-03-03T17:00:00Z", "first");
        Answer other = book("2027-03-04T17:00:00Z", "anna");
        Answer ana = ask("ana", "\"any\"");
        String stays =
                http.staffGet("/api/booking/v1/calls/" + other.text("callId")).text("clientId");
        Answer merged = http.staff(
                "POST",
                "/api/booking/v1/clients/" + stays + "/merge",
                "{\"with\":\"" + waiting(ana).path("clientId").stringValue() + "\"}");
        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
        await("the list follows")
                .atMost(20, SECONDS)
                .untilAsserted(() ->
                        assertThat(waiting(ana).path("clientId").stringValue()).isEqualTo(stays));

        cancel(call);

        awaitOffer(ana);
        assertThat(told(ana.text("callId"), "SlotOffered").getFirst().value()).contains(stays);
    }

    @Test
    void whoLetsATimeGoStaysOnTheListAndTheNextGetsIt() {
        Answer call = book("2027-03-03T17:00:00Z", "first");
        Answer ana = ask("ana", "\"any\"");
        Answer ben = ask("ben", "\"any\"");
        cancel(call);
        awaitOffer(ana);

        String offer = http.get(page(ana)).body().replaceAll("(?s).*name=\"offer\" value=\"([^\"]+)\".*", "$1");
        assertThat(http.form(page(ana) + "/pass", Map.of("offer", offer)).status())
                .isEqualTo(303);

        awaitOffer(ben);
        assertThat(offerOf(ana).isMissingNode()).isTrue();
        assertThat(http.get(page(ana)).status()).isEqualTo(200);
        assertThat(http.form(page(ben) + "/leave", Map.of()).status()).isEqualTo(410);
        assertThat(http.get(page(ben)).status()).isEqualTo(410);
        await("nobody is left who wants it").atMost(20, SECONDS).until(() -> slots().contains("2027-03-03T17:00:00Z"));
        assertThat(told(ben.text("callId"), "CallCancelled").getFirst().value()).doesNotContain("\"start\"");
    }

    @Test
    void onlyTimesThatFitTheWishAreOffered() {
        Answer wednesday = book("2027-03-03T17:00:00Z", "first");
        Answer thursday = book("2027-03-04T17:00:00Z", "second");
        Answer ana = ask("ana", "{\"days\":[\"THU\"],\"from\":\"17:00\",\"to\":\"19:00\"}");
        Answer ben = ask("ben", "{\"to\":\"12:00\"}");

        cancel(wednesday);
        cancel(thursday);

        awaitOffer(ana);
        assertThat(offerOf(ana).get("start").stringValue()).isEqualTo("2027-03-04T17:00:00Z");
        assertThat(offerOf(ben).isMissingNode()).isTrue();
    }

    @Test
    void anOfferNeverReachesIntoTheNoticeOfTheCall() {
        Answer soon = book("2027-03-02T17:00:00Z", "first");
        Answer ana = ask("ana", "\"any\"");
        assertThat(http.post("/dev/clock", "{\"instant\":\"2027-03-02T14:30:00Z\"}")
                        .status())
                .isEqualTo(200);
        cancel(soon);

        awaitOffer(ana);

        assertThat(offerOf(ana).get("expiresAt").stringValue()).isEqualTo("2027-03-02T16:00:00Z");
    }

    @Test
    void whoFindsATimeByThemselvesLeavesTheList() {
        Answer ana = ask("ana", "\"any\"");

        Answer booked = book("2027-03-05T17:00:00Z", "ana");

        await("off the list")
                .atMost(20, SECONDS)
                .until(() -> http.get(page(ana)).status() == 303);
        assertThat(http.get(page(ana)).header("location"))
                .contains(booked.text("manageUrl").replaceAll(".*/calls/", ""));
    }

    @Test
    void whoAsksTwiceKeepsTheirPlaceAndTheSameKeyAnswersTheSame() {
        Answer first = ask("ana", "\"any\"");
        Answer again = ask("ana", "{\"days\":[\"MON\"],\"text\":\"Mondays only\"}");
        String body = "{\"callType\":\"" + type + "\",\"name\":\"Ben\",\"email\":\"" + mail("ben")
                + "\",\"preferred\":\"x\",\"answers\":{\"wish\":\"y\"}}";
        Set<String> answers = new HashSet<>(inParallel(10, i -> {
            Answer answer = http.post("/api/booking/v1/call-requests", body, "key-" + type);
            return answer.status() + answer.body();
        }));

        assertThat(again.text("callId")).isEqualTo(first.text("callId"));
        assertThat(answers).hasSize(1).allMatch(a -> a.startsWith("201"));
        assertThat(http.post("/api/booking/v1/call-requests", body.replace("\"x\"", "\"z\""), "key-" + type)
                        .code())
                .isEqualTo("IDEMPOTENCY_MISMATCH");
        assertThat(http.staffGet("/api/booking/v1/call-requests?size=500").body())
                .contains("Mondays only");
    }

    @Test
    void staffOfferAndCloseByHand() {
        Answer ana = ask("ana", "\"any\"");
        String id = ana.text("callId");
        assertThat(http.staffGet("/staff/calls/waiting").body()).contains("Waiting list", "Offer this time");

        Answer offered = http.staff(
                "POST", "/api/booking/v1/call-requests/" + id + "/offer", "{\"start\":\"2027-03-08T17:00:00Z\"}");

        assertThat(offered.json().get("offer").get("start").stringValue()).isEqualTo("2027-03-08T17:00:00Z");
        assertThat(slots()).doesNotContain("2027-03-08T17:00:00Z");
        assertThat(http.staff(
                                "POST",
                                "/api/booking/v1/call-requests/" + id + "/offer",
                                "{\"start\":\"2027-03-09T17:00:00Z\"}")
                        .code())
                .isEqualTo("WRONG_STATE");
        assertThat(http.staff("POST", "/api/booking/v1/call-requests/" + id + "/close", "{}")
                        .status())
                .isEqualTo(204);
        assertThat(slots()).contains("2027-03-08T17:00:00Z");
        assertThat(told(id, "CallDeclined")).hasSize(1);
    }

    @Test
    void twoInstancesOfferEachTimeToOnePersonOnly() {
        List<Answer> calls = IntStream.rangeClosed(10, 17)
                .mapToObj(day -> book("2027-03-" + (day < 14 ? day + "T17" : day + "T16") + ":00:00Z", "c" + day))
                .toList();
        List<Answer> people =
                IntStream.range(0, 10).mapToObj(i -> ask("w" + i, "\"any\"")).toList();

        try (var second = new SpringApplicationBuilder(BookingMain.class).run(sameAsHere())) {
            assertThat(second.isRunning()).isTrue();
            inParallel(calls.size(), i -> {
                cancel(calls.get(i));
                return "";
            });
            await("eight times are offered")
                    .atMost(30, SECONDS)
                    .until(() ->
                            people.stream().filter(p -> offerOf(p).isObject()).count() == 8);
        }

        List<String> starts = people.stream()
                .map(this::offerOf)
                .filter(JsonNode::isObject)
                .map(offer -> offer.get("start").stringValue())
                .toList();
        assertThat(starts).doesNotHaveDuplicates().hasSize(8);
        assertThat(claims().stream().map(claim -> claim.getDate("start"))).doesNotHaveDuplicates();
        assertThat(people.stream().limit(8).map(this::offerOf)).allMatch(JsonNode::isObject);
        // one fact may lie on the topic twice, as the second instance stopped before it noted that it was told; a
        // second offer may not
        Set<String> told = people.stream()
                .flatMap(p -> onTopic(p.text("callId"), "SlotOffered").stream())
                .map(record -> header(record, "ce_id"))
                .collect(Collectors.toSet());
        assertThat(told).hasSize(8);
    }

    private String[] sameAsHere() {
        return Stream.concat(
                        Stream.of("--server.port=0"),
                        Stream.of(
                                        "spring.mongodb.uri",
                                        "spring.kafka.bootstrap-servers",
                                        "throughline.topics.prefix",
                                        "throughline.home",
                                        "throughline.clock",
                                        "throughline.api-token")
                                .map(name -> "--" + name + "=" + environment.getRequiredProperty(name)))
                .toArray(String[]::new);
    }

    private List<String> slots() {
        List<String> starts = new ArrayList<>();
        http.get("/api/booking/v1/call-types/" + type + "/slots?from=2027-03-01&to=2027-04-15")
                .json()
                .get("slots")
                .forEach(slot -> starts.add(slot.get("start").stringValue()));
        return starts;
    }

    private List<Document> claims() {
        Document calendar = database.getMongoDatabase()
                .getCollection("booking.calendars")
                .find(new Document("_id", who))
                .first();
        return Objects.requireNonNull(calendar).get("state", Document.class).getList("claims", Document.class);
    }

    private List<String> confirmed() {
        return claims().stream()
                .filter(claim -> claim.getString("state").equals("CONFIRMED"))
                .map(claim -> claim.getString("callId"))
                .toList();
    }

    private static <T> List<T> inParallel(int people, java.util.function.IntFunction<T> act) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, people).mapToObj(i -> threads.submit(() -> act.apply(i))).toList().stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }
    }

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
            List<TopicPartition> partitions = consumer.partitionsFor(topics.of("booking")).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (header(record, "ce_subject").equals(call)
                            && header(record, "ce_type").contains(event)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
