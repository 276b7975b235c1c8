package throughline.dashboard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.kafka.core.KafkaTemplate;
import throughline.contract.ArticleId;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.Event;
import throughline.contract.booking.By;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.ClientErased;
import throughline.contract.booking.Outcome;
import throughline.contract.content.CallToActionFollowed;
import throughline.contract.notification.DeliveryAccepted;
import throughline.dashboard.Browser;
import throughline.dashboard.DashboardMain;
import throughline.event.Envelope;
import throughline.event.EventJson;
import throughline.event.EventRecords;
import throughline.event.EventTypes;
import throughline.event.Topics;
import throughline.inbox.Inbox;
import throughline.testing.Offsets;

/** The journal and what is read from it, with real topics and a real database. */
@SpringBootTest(
        classes = DashboardMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "throughline.api-token=" + JournalTests.TOKEN)
class JournalTests {

    static final String TOKEN = "an-api-token-of-sufficient-length";

    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Autowired
    private Journal journal;

    @Autowired
    private KafkaTemplate<String, byte[]> kafka;

    @Autowired
    private EventRecords records;

    @Autowired
    private EventJson json;

    @Autowired
    private Topics topics;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private Inbox inbox;

    @Value("${throughline.topics.prefix}")
    private String prefix;

    private final List<Runnable> sent = new ArrayList<>();

    private String publish(Instant at, String correlation, Event event) {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        Envelope envelope = new Envelope(
                UUID.fromString(id),
                "/test",
                EventTypes.nameOf(event.getClass()),
                event.subject(),
                at,
                event.key(),
                1,
                correlation,
                null,
                null);
        Runnable send =
                () -> kafka.send(records.write(envelope, json.write(event))).join();
        sent.add(send);
        send.run();
        return id;
    }

    private static DeliveryAccepted accepted(String delivery, ClientId client) {
        return new DeliveryAccepted(
                new DeliveryId(delivery),
                client,
                "confirmation",
                "confirmed",
                "<" + delivery + "@example.com>",
                1,
                250,
                false);
    }

    private void awaitRows(String correlation, int rows) {
        await("the journal holds what was published")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ofChain(correlation)).hasSize(rows));
    }

    private List<Document> ofChain(String correlation) {
        return database.getMongoDatabase()
                .getCollection("dashboard.journal")
                .find(new Document("correlation", correlation))
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
    }

    @Test
    void sameEventTwiceIsOneRowAndReadingAgainGivesTheSameRows() {
        ClientId client = new ClientId("cl_twice");
        publish(NOON, "chain-twice", new CallOutcomeRecorded(new CallId("c_t"), client, Outcome.INTERESTED, 1, null));
        publish(NOON.plusSeconds(5), "chain-twice", accepted("d_twice", client));
        awaitRows("chain-twice", 2);
        List<Document> before = ofChain("chain-twice");

        sent.forEach(Runnable::run);
        database.getMongoDatabase()
                .getCollection("dashboard.journal")
                .deleteMany(new Document("correlation", "chain-twice"));
        sent.forEach(Runnable::run);
        sent.forEach(Runnable::run);

        publish(NOON.plusSeconds(9), "chain-after", accepted("d_after", client));
        awaitRows("chain-after", 1);
        awaitRows("chain-twice", 2);
        assertThat(ofChain("chain-twice")).isEqualTo(before);
    }

    @Test
    void offsetsResetToTheBeginningGiveTheSameRowsAlsoWhenAllRowsWereLost() {
        ClientId client = new ClientId("cl_again");
        ClientId gone = new ClientId("cl_gone");
        publish(NOON, "chain-again", new CallOutcomeRecorded(new CallId("c_a"), client, Outcome.NO_SHOW, 1, null));
        publish(NOON, "chain-gone", new CallCancelled(new CallId("c_g"), gone, NOON, By.CLIENT, null, null));
        publish(NOON.plusSeconds(5), "chain-again", new CallToActionFollowed(new ArticleId("art"), 1, "book", "ref"));
        publish(NOON.plusSeconds(60), "chain-gone", new ClientErased(gone, "receipt_2"));
        publish(NOON.plusSeconds(61), "chain-gone", accepted("d_gone", gone));
        awaitRows("chain-again", 2);
        awaitRows("chain-gone", 4);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ofChain("chain-gone").toString()).doesNotContain("cl_gone"));
        List<Document> before = projections();

        readFromTheBeginning();
        assertThat(projections()).as("what is there stays as it is").isEqualTo(before);
        database.getMongoDatabase().getCollection("dashboard.journal").deleteMany(new Document());
        readFromTheBeginning();
        await("the rows come again")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(projections()).isEqualTo(before));
    }

    private List<Document> projections() {
        List<Document> all = new ArrayList<>();
        for (String name : List.of("dashboard.journal", "dashboard.erased", "dashboard.erasures")) {
            database.getMongoDatabase()
                    .getCollection(name)
                    .find()
                    .sort(new Document("_id", 1))
                    .into(all);
        }
        return all;
    }

    private void readFromTheBeginning() {
        assertThat(Offsets.backToTheBeginning(prefix, inbox::stop, inbox::start))
                .as("one group for each topic")
                .isEqualTo(4);
    }

    @Test
    void timelineTellsWhatHappenedInAllServicesNewestFirst() {
        ClientId client = new ClientId("cl_line");
        publish(NOON, "chain-line", new CallOutcomeRecorded(new CallId("c_l"), client, Outcome.INTERESTED, 1, null));
        publish(NOON.plusSeconds(5), "chain-line", accepted("d_line", client));
        awaitRows("chain-line", 2);

        String timeline = Browser.api(port, TOKEN, "/api/dashboard/v1/clients/cl_line/timeline")
                .body();
        String firstPage = Browser.api(port, TOKEN, "/api/dashboard/v1/clients/cl_line/timeline?size=1")
                .body();

        assertThat(timeline)
                .containsSubsequence(
                        "Confirmation: accepted by the mail server",
                        "notification",
                        "You recorded the outcome: interested",
                        "booking");
        assertThat(firstPage).contains("\"next\":2").doesNotContain("You recorded");
        assertThat(Browser.api(port, TOKEN, "/api/dashboard/v1/clients/cl_line/timeline?size=9999")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void traceFindsTheWholeChainByAnyOfItsIds() {
        ClientId client = new ClientId("cl_trace");
        String first = publish(
                NOON, "chain-trace", new CallOutcomeRecorded(new CallId("c_tr"), client, Outcome.NO_SHOW, 1, null));
        publish(NOON.plusSeconds(5), "chain-trace", accepted("d_trace", client));
        awaitRows("chain-trace", 2);

        for (String id : List.of("chain-trace", first, "c_tr", "d_trace", "cl_trace", "<d_trace@example.com>")) {
            assertThat(journal.trace(id))
                    .as(id)
                    .extracting(Entry::type)
                    .containsExactly("CallOutcomeRecorded", "DeliveryAccepted");
        }
        assertThat(journal.trace("nothing")).isEmpty();
        assertThat(Browser.api(port, TOKEN, "/api/dashboard/v1/trace?q=").statusCode())
                .isEqualTo(422);
    }

    @Test
    void erasedClientIsInNoRowWhateverIsReadFirst() {
        ClientId client = new ClientId("cl_erased");
        publish(NOON, "chain-erased", new CallCancelled(new CallId("c_e"), client, NOON, By.CLIENT, null, null));
        awaitRows("chain-erased", 1);

        publish(NOON.plusSeconds(60), "chain-erased", new ClientErased(client, "receipt_1"));
        awaitRows("chain-erased", 3); // the dashboard's own confirmation is the third
        publish(NOON.plusSeconds(5), "chain-erased", accepted("d_late", client));
        awaitRows("chain-erased", 4);

        await("no row names the client")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ofChain("chain-erased").toString()).doesNotContain("cl_erased"));
        assertThat(ofChain("chain-erased").toString()).contains("c_e", "d_late", "receipt_1");
        assertThat(journal.ofPerson("cl_erased", 0, 10)).isEmpty();
    }

    @Test
    void correctedOutcomeMovesTheCallInTheInsights() {
        ClientId client = new ClientId("cl_insight");
        CallId call = new CallId("c_in");
        publish(NOON, "chain-in", new CallToActionFollowed(new ArticleId("art_in"), 1, "book", "ref"));
        publish(NOON, "chain-in", Requests.from(call, client, new ArticleId("art_in")));
        publish(NOON, "chain-in", new CallOutcomeRecorded(call, client, Outcome.NO_SHOW, 1, null));
        publish(NOON, "chain-in", new CallOutcomeRecorded(call, client, Outcome.BECAME_CLIENT, 2, Outcome.NO_SHOW));
        awaitRows("chain-in", 4);

        String rows =
                Browser.api(port, TOKEN, "/api/dashboard/v1/insights/articles").body();

        assertThat(rows)
                .contains("\"articleId\":\"art_in\"")
                .contains("\"followed\":1,\"requests\":1,\"held\":1,\"clients\":1")
                .doesNotContain("\"views\"");
    }

    @Test
    void replayOfADeadLetterIsTriedDryFirstAndIsOnRecord() throws Exception {
        kafka.send(topics.of("booking"), "nobody", "this is no event".getBytes(StandardCharsets.UTF_8))
                .get();
        await("the record is given up")
                .atMost(SOON)
                .until(() -> Browser.api(port, TOKEN, "/api/dashboard/v1/dead-letters")
                        .body()
                        .contains("UNREADABLE"));
        String listed =
                Browser.api(port, TOKEN, "/api/dashboard/v1/dead-letters").body();
        String id = listed.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        String path = "/api/dashboard/v1/dead-letters/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + "/replay";

        String dry = Browser.api(port, TOKEN, path, "{\"dryRun\":true}").body();
        String unsaid = Browser.api(port, TOKEN, path, "{}").body();
        assertThat(dry)
                .contains("\"dryRun\":true")
                .contains("\"succeeded\":true")
                .isEqualTo(unsaid);

        String replayed = Browser.api(port, TOKEN, path, "{\"dryRun\":false}").body();
        assertThat(replayed).contains("\"dryRun\":false").contains("\"succeeded\":false");
        await("who did it is on record")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(journal.trace(id))
                        .extracting(Entry::type)
                        .containsExactlyInAnyOrder("StaffActionTaken", "DeadLetterReplayed"));
        assertThat(Browser.api(
                                port,
                                TOKEN,
                                path.replace("dashboard-booking", "dashboard-nothing"),
                                "{\"dryRun\":false}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void healthSaysWhatIsAndNothingGreenThatWasNotMeasured() {
        await("two looks without an answer from booking")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Browser.api(port, TOKEN, "/api/dashboard/v1/health")
                                .body())
                        .contains("\"sentence\":\"No. No call can be booked. The booking service does not answer.")
                        .contains("\"name\":\"Storage\",\"state\":\"WORKING\"")
                        .contains("\"name\":\"Mail\",\"state\":\"UNMEASURED\"")
                        .contains("\"name\":\"Due work\",\"state\":\"UNMEASURED\""));
        assertThat(Browser.api(port, "not the token at all, but long", "/api/dashboard/v1/health")
                        .statusCode())
                .isEqualTo(401);
    }
}
