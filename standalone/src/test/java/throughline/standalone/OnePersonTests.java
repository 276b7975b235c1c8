package throughline.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import throughline.booking.client.Clients;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.testing.smtp.ScriptedSmtpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person through all services: exported, corrected, joined with another record, and forgotten. */
@SpringBootTest(
        classes = Standalone.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=throughline",
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + OnePersonTests.TOKEN,
            "throughline.booking.posts-per-address=100000",
            "throughline.smtp.host=127.0.0.1",
            "throughline.smtp.tls=none"
        })
class OnePersonTests {

    static final String TOKEN = "a-token-for-tests-0123456789";

    private static final ScriptedSmtpServer RELAY = ScriptedSmtpServer.start();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private Clients clients;

    @DynamicPropertySource
    static void relay(DynamicPropertyRegistry properties) {
        properties.add("throughline.smtp.port", RELAY::port);
    }

    @AfterAll
    static void stop() {
        RELAY.close();
    }

    private record Answer(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String text(String field) {
            JsonNode node = json().path(field);
            return node.isString() ? node.stringValue() : node.toString();
        }
    }

    private Answer staff(String method, String path, String json) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Authorization", "Bearer " + TOKEN)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer get(String path) {
        return staff("GET", path, "");
    }

    private void aTypeThatAsks(String type) {
        staff(
                "PUT",
                "/api/booking/v1/practitioners/" + type + "/availability",
                "{\"zone\":\"America/Los_Angeles\",\"weekly\":[{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],"
                        + "\"from\":\"00:00\",\"to\":\"24:00\"}]}");
        Answer put = staff(
                "PUT",
                "/api/booking/v1/call-types/" + type,
                "{\"name\":\"Call\",\"practitioner\":\"" + type
                        + "\",\"questions\":[{\"id\":\"where\",\"label\":\"Where\",\"kind\":\"TEXT\"}]}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
    }

    /** @return the client's id */
    private String book(String type, String start, String name, String email, String phone, String answer) {
        Answer booked = staff(
                "POST",
                "/api/booking/v1/calls",
                "{\"callType\":\"" + type + "\",\"start\":\"" + start + "\",\"zone\":\"America/New_York\",\"name\":\""
                        + name + "\",\"email\":\"" + email + "\",\"phone\":\"" + phone
                        + "\",\"followUp\":true,\"answers\":{\"where\":\"" + answer + "\"}}");
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        return get("/api/booking/v1/calls/" + booked.text("callId")).text("clientId");
    }

    private int mailsTo(String address) {
        return RELAY.acceptedBy(address).size();
    }

    @Test
    void anErasedPersonIsNowhereAnyMoreEveryServiceConfirmsAndNoMailFollows() {
        aTypeThatAsks("erase");
        String address = "wilhelmina.canary@client.example";
        String id =
                book("erase", "2027-03-10T18:00:00Z", "Wilhelmina Canary", address, "+1 555 0199 777", "hidden-hip");
        book("erase", "2027-03-12T18:00:00Z", "Wilhelmina Canary", address, "+1 555 0199 777", "hidden-hip");
        staff("POST", "/api/booking/v1/clients/" + id + "/notes", "{\"text\":\"hidden-note about her\"}");
        staff("POST", "/api/notification/v1/subscriptions", "{\"email\":\"" + address + "\",\"purpose\":\"articles\"}");
        await("mails are out").atMost(40, SECONDS).until(() -> mailsTo(address) >= 1);
        await("the timeline knows")
                .atMost(20, SECONDS)
                .until(() -> get("/api/dashboard/v1/clients/" + id + "/timeline")
                                .json()
                                .path("items")
                                .size()
                        > 4);
        assertThat(RELAY.accepted())
                .allSatisfy(mail ->
                        assertThat(mail.source() + mail.readable()).doesNotContain("hidden-hip", "hidden-note"));

        JsonNode file = get("/api/booking/v1/clients/" + id + "/export").json();
        assertThat(file.toString()).contains("Wilhelmina Canary", address, "hidden-hip", "hidden-note");
        assertThat(file.path("missing").size()).isZero();
        assertThat(file.path("calls").size()).isEqualTo(2);
        assertThat(file.path("notification").path("deliveries").size()).isPositive();
        assertThat(file.path("notification").path("enrollments").size()).isPositive();
        assertThat(file.path("notification").path("subscriptions").size()).isEqualTo(1);
        assertThat(file.path("timeline").size()).isPositive();

        Answer erased = staff("DELETE", "/api/booking/v1/clients/" + id, "");

        assertThat(erased.status()).as(erased.body()).isEqualTo(202);
        everyServiceConfirms(id);
        assertThat(staff("DELETE", "/api/booking/v1/clients/" + id, "").text("receipt"))
                .isEqualTo(erased.text("receipt"));
        await("nothing personal is left")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(found("canary", "555 0199", "hidden-hip", "hidden-note"))
                        .isEmpty());
        assertThat(get("/api/booking/v1/clients/" + id).status()).isEqualTo(410);
        bookingKeepsNothingOf(id);
        assertThat(get("/staff/calls?from=2027-03-10").body()).contains("Erased person");
        assertThat(get("/staff/calls/" + firstCallOf(id)).body()).contains("<h1>Erased person</h1>");
        assertThat(get("/api/notification/v1/enrollments?client=" + id).body())
                .contains("\"state\":\"ENDED\"")
                .doesNotContain("WAITING", "PAUSED", "AWAITING_APPROVAL");

        int before = mailsTo(address);
        staff("POST", "/dev/clock", "{\"advance\":\"P8D\"}");
        assertThat(mailsTo(address)).isEqualTo(before);

        String again = book("erase", "2027-03-12T18:00:00Z", "Wilma New", address, "+1 555 0100 200", "x");
        assertThat(again).isNotEqualTo(id);
        assertThat(get("/api/booking/v1/clients/" + again).text("name")).isEqualTo("Wilma New");
        await("the new client gets mails").atMost(40, SECONDS).until(() -> mailsTo(address) > before);
    }

    @Test
    void twoRecordsOfOnePersonAreSuggestedOnceAndBecomeOneEverywhere() {
        aTypeThatAsks("merge");
        String one = book("merge", "2027-03-15T18:00:00Z", "Zoë Núñez", "zoe@one.example", "+1 555 0142 321", "a");
        String two =
                book("merge", "2027-03-16T18:00:00Z", "Nunez, Zoe", "zoe@two.example", "555 0142 321", "second-answer");
        await("the pair is found")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(get("/api/booking/v1/clients/duplicates?client=" + one)
                                .body())
                        .contains(two));
        book("merge", "2027-03-18T18:00:00Z", "Zoë Núñez", "zoe@one.example", "+1 555 0142 321", "a");
        await("all are known").atMost(40, SECONDS).until(() -> mailsTo("zoe@two.example") > 0 && happenings(one) > 1);
        staff("POST", "/api/booking/v1/clients/" + two + "/notes", "{\"text\":\"came by train\"}");
        assertThat(happenings(two)).isPositive();

        Answer merged = staff("POST", "/api/booking/v1/clients/" + one + "/merge", "{\"with\":\"" + two + "\"}");

        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
        assertThat(staff("POST", "/api/booking/v1/clients/" + one + "/merge", "{\"with\":\"" + two + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(get("/api/booking/v1/clients/" + two).text("id")).isEqualTo(one);
        assertThat(get("/api/booking/v1/calls?client=" + one)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(3);
        assertThat(get("/api/booking/v1/calls?client=" + one).body()).contains("second-answer");
        assertThat(get("/api/booking/v1/clients/" + two + "/notes").body()).contains("came by train");
        assertThat(get("/api/booking/v1/clients/duplicates").body()).doesNotContain(two);
        assertThat(get("/api/booking/v1/clients?q=nunez").body()).doesNotContain("\"" + two + "\"");
        await("mails and runs follow").atMost(20, SECONDS).untilAsserted(() -> {
            assertThat(get("/api/notification/v1/enrollments?client=" + two)
                            .json()
                            .path("items")
                            .size())
                    .isZero();
            assertThat(get("/api/notification/v1/deliveries?client=" + two)
                            .json()
                            .path("items")
                            .size())
                    .isZero();
            assertThat(get("/api/notification/v1/enrollments?client=" + one)
                            .json()
                            .path("items")
                            .size())
                    .isEqualTo(3);
            assertThat(happenings(two)).isZero();
            assertThat(happenings(one)).isGreaterThanOrEqualTo(3);
        });
        await("the journal tells all")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(
                                count(get("/api/dashboard/v1/clients/" + one + "/timeline?size=500"), "CallRequested"))
                        .isEqualTo(3));
        assertThat(count(get("/api/dashboard/v1/clients/" + one + "/timeline?size=500"), "PossibleDuplicateClient"))
                .isEqualTo(1);
        assertThat(book("merge", "2027-03-17T18:00:00Z", "Z", "ZOE@two.example", "", "c"))
                .isEqualTo(one);
        assertThat(get("/api/booking/v1/clients/" + one).text("name")).isEqualTo("Zoë Núñez");
    }

    @Test
    void whatStaffCorrectIsWhatTheNextMailSays() {
        aTypeThatAsks("correct");
        String id = book("correct", "2027-03-18T18:00:00Z", "Jon Typo", "jon@typo.example", "", "a");
        await("confirmed").atMost(40, SECONDS).until(() -> mailsTo("jon@typo.example") > 0);

        staff(
                "PATCH",
                "/api/booking/v1/clients/" + id,
                "{\"name\":\"John Right\",\"email\":\"john@right.example\",\"zone\":\"Europe/Berlin\"}");
        String call = firstCallOf(id);
        staff("POST", "/api/booking/v1/calls/" + call + "/reschedule", "{\"start\":\"2027-03-19T18:00:00Z\"}");

        await("the change goes to the new address").atMost(40, SECONDS).until(() -> mailsTo("john@right.example") > 0);
        assertThat(RELAY.acceptedBy("john@right.example").getFirst().readable())
                .contains("John")
                .doesNotContain("Jon ");
        assertThat(get("/api/notification/v1/clients/" + id).body()).contains("Europe/Berlin", "John Right");
    }

    /** The write that empties the record is all an erasure is once it happened: what its process had still to do may be lost. */
    @Test
    void anErasureWhoseProcessDiesAfterItsFirstWriteIsFinishedWhenTheFactComesBack() {
        aTypeThatAsks("halfway");
        String address = "ottilie.halfway@client.example";
        String id = book(
                "halfway", "2027-03-22T18:00:00Z", "Ottilie Halfway", address, "+1 555 0123 987", "hidden-shoulder");
        staff("POST", "/api/booking/v1/clients/" + id + "/notes", "{\"text\":\"hidden-remark\"}");
        await("the mail is out").atMost(40, SECONDS).until(() -> mailsTo(address) >= 1);

        clients.erase(new ClientId(id), "er_halfway", Cause.command());

        everyServiceConfirms(id);
        await("nothing personal is left")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(found("halfway@client", "ottilie", "0123 987", "hidden-remark"))
                        .isEmpty());
        bookingKeepsNothingOf(id);
    }

    private void everyServiceConfirms(String id) {
        await("every service confirms")
                .atMost(40, SECONDS)
                .untilAsserted(() -> assertThat(get("/api/booking/v1/clients/" + id + "/erasure")
                                .json()
                                .path("complete")
                                .booleanValue())
                        .isTrue());
    }

    private void bookingKeepsNothingOf(String id) {
        for (String locked : List.of("booking.intakes", "booking.keys")) {
            assertThat(documents(locked, "client", id)).as(locked).isZero();
        }
        assertThat(documents("booking.notes", "about", id)).isZero();
        assertThat(documents("booking.addresses", "client", id)).isZero();
        assertThat(get("/api/booking/v1/calls?client=" + id).body())
                .contains("CANCELLED")
                .doesNotContain("CONFIRMED");
    }

    private String firstCallOf(String client) {
        return get("/api/booking/v1/calls?client=" + client)
                .json()
                .path("items")
                .path(0)
                .path("callId")
                .stringValue();
    }

    private long happenings(String client) {
        return documents("notification.happenings", "clientId", client);
    }

    private long documents(String collection, String field, String value) {
        return database.getMongoDatabase().getCollection(collection).countDocuments(new Document(field, value));
    }

    private static long count(Answer timeline, String type) {
        List<String> types = new ArrayList<>();
        timeline.json()
                .path("items")
                .forEach(item -> types.add(item.path("type").stringValue()));
        return types.stream().filter(type::equals).count();
    }

    /** Which documents of the whole database still say one of these, without regard to case. */
    private List<String> found(String... canaries) {
        MongoDatabase db = database.getMongoDatabase();
        List<String> found = new ArrayList<>();
        for (String collection : db.listCollectionNames()) {
            for (Document document : db.getCollection(collection).find()) {
                String text = document.toJson().toLowerCase(java.util.Locale.ROOT);
                for (String canary : canaries) {
                    if (text.contains(canary)) {
                        found.add(collection + " " + document.get("_id") + ": " + canary);
                    }
                }
            }
        }
        return found;
    }
}
