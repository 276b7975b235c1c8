package throughline.notification.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.notification.Http;
import throughline.notification.NotificationMain;
import tools.jackson.databind.JsonNode;

/** What staff see and set: sequences by interface and page, and that looking for due runs stays cheap. */
@SpringBootTest(
        classes = NotificationMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"throughline.smtp.tls=none", "throughline.api-token=" + Http.TOKEN})
class StaffTests {

    private static final String SEQUENCES = "/api/notification/v1/sequences";

    @Autowired
    MongoDatabaseFactory database;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private Http http;

    @BeforeEach
    void outside() {
        http = new Http(port);
    }

    @Test
    void aNewPracticeHasTheReadyMadeSequences() {
        JsonNode list = Http.read(http.staff("GET", SEQUENCES, ""));

        assertThat(list.at("/items").valueStream().map(s -> s.at("/id").asString()))
                .contains(
                        "confirmation",
                        "after-interested",
                        "after-became-client",
                        "after-not-now",
                        "after-no-show",
                        "article");
        assertThat(Http.read(http.staff("GET", SEQUENCES + "/after-interested", ""))
                        .at("/steps")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void everySaveIsANewVersion() {
        String body = """
                {"name":"Two hours later","trigger":{"event":"CallOutcomeRecorded","when":{"outcome":"NO_SHOW"}},
                 "steps":[{"id":"one","after":"PT2H","at":"09:00","days":["MON","FRI"],"class":"AT_MOST_ONCE","ifLate":"SKIP",
                           "staleAfter":"P1D","template":{"subject":"Hello","markdown":"Hello {{client.firstName|there}}."}}],
                 "window":{"from":"08:00","to":"24:00","days":["MON","FRI"]},"approval":"NONE","zone":"PRACTICE","unknown":1}
                """;

        JsonNode first = Http.read(http.staff("PUT", SEQUENCES + "/two-hours", body));
        JsonNode second = Http.read(http.staff("PUT", SEQUENCES + "/two-hours", body));
        JsonNode read = Http.read(http.staff("GET", SEQUENCES + "/two-hours", ""));

        assertThat(first.at("/version").asInt()).isEqualTo(1);
        assertThat(second.at("/version").asInt()).isEqualTo(2);
        assertThat(read.at("/steps/0/after").asString()).isEqualTo("PT2H");
        assertThat(read.at("/steps/0/class").asString()).isEqualTo("AT_MOST_ONCE");
        assertThat(read.at("/window/to").asString()).isEqualTo("24:00");
        assertThat(read.at("/goals/0").asString()).isEqualTo("CallRequested");
    }

    @Test
    void deletedOrEmptySequenceIsRetired() {
        String body = "{\"name\":\"S\",\"trigger\":{\"event\":\"CallRequested\"},\"steps\":[]}";

        assertThat(Http.read(http.staff("PUT", SEQUENCES + "/empty", body))
                        .at("/retired")
                        .asBoolean())
                .isTrue();
        assertThat(http.staff("DELETE", SEQUENCES + "/after-not-now", "").statusCode())
                .isEqualTo(204);
        assertThat(Http.read(http.staff("GET", SEQUENCES + "/after-not-now", ""))
                        .at("/retired")
                        .asBoolean())
                .isTrue();
        assertThat(http.staff("GET", SEQUENCES + "/unheard-of", "").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UNKNOWN_EVENT      | {\"name\":\"S\",\"trigger\":{\"event\":\"Nothing\"},\"steps\":[]}",
                "UNKNOWN_EVENT      | {\"name\":\"S\",\"trigger\":{\"event\":\"CallRequested\"},\"goals\":[\"Nothing\"],\"steps\":[]}",
                "BAD_NAME           | {\"trigger\":{\"event\":\"CallRequested\"},\"steps\":[]}",
                "FALLBACK_NEEDED    | {\"name\":\"S\",\"trigger\":{\"event\":\"CallRequested\"},\"steps\":[{\"id\":\"a\",\"template\":{\"subject\":\"Hi {{client.firstName}}\",\"markdown\":\"m\"}}]}",
                "UNKNOWN_VARIABLE   | {\"name\":\"S\",\"trigger\":{\"event\":\"CallRequested\"},\"steps\":[{\"id\":\"a\",\"template\":{\"subject\":\"Hi\",\"markdown\":\"{{answers.pain}}\"}}]}",
                "CYCLE_WITHOUT_WAIT | {\"name\":\"S\",\"trigger\":{\"event\":\"DeliveryAccepted\"},\"steps\":[{\"id\":\"a\",\"template\":{\"subject\":\"Hi\",\"markdown\":\"m\"}}]}",
                "MALFORMED          | {\"name\":\"S\",\"trigger\":{\"event\":\"CallRequested\",\"when\":{\"outcome\":{\"$ne\":1}}},\"steps\":[]}",
                "MALFORMED          | {\"name\":\"S\",\"trigger\":{\"event\":\"CallRequested\"},\"steps\":[{\"id\":\"a\",\"after\":\"soon\"}]}",
            })
    void whatCouldGoWrongLaterIsRefusedNow(String code, String body) {
        var refused = http.staff("PUT", SEQUENCES + "/refused", body);

        assertThat(refused.statusCode()).isIn(400, 422);
        assertThat(Http.read(refused).at("/code").asString()).isEqualTo(code);
        assertThat(http.staff("GET", SEQUENCES + "/refused", "").statusCode()).isEqualTo(404);
    }

    @Test
    void staffPagesShowWhatThereIs() {
        assertThat(http.staff("GET", "/staff/sequences", "").body()).contains("After the call", "In flight");
        assertThat(http.staff("GET", "/staff/sequences/after-interested", "").body())
                .contains("As promised after our call", "1 day after the start, at 09:00");
        assertThat(http.get("/staff/sequences").body()).doesNotContain("After the call");
        assertThat(http.get(SEQUENCES).statusCode()).isEqualTo(401);
    }

    @Test
    void badFiltersAreRefused() {
        assertThat(http.staff("GET", "/api/notification/v1/enrollments?state=SLEEPING", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(http.staff("GET", "/api/notification/v1/enrollments?page=0", "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(http.staff("POST", "/api/notification/v1/enrollments/none/stop", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void lookingForDueRunsReadsOnlyTheIndexOfThoseThatWait() {
        var runs = database.getMongoDatabase().getCollection("notification.enrollments");
        runs.insertMany(IntStream.range(0, 200)
                .mapToObj(i -> new Document("_id", "completed-" + i)
                        .append("version", 1L)
                        .append("state", new Document("state", "COMPLETED").append("slot", i % 16)))
                .toList());

        Document plan = runs.find(Enrollments.dueFilter(List.of(3), clock.instant()))
                .sort(new Document("state.dueAt", 1))
                .explain(ExplainVerbosity.EXECUTION_STATS);

        assertThat(plan.toJson())
                .contains("\"indexName\": \"" + Enrollments.DUE_INDEX + "\"", "\"isPartial\": true")
                .doesNotContain("COLLSCAN");
        assertThat(plan.get("executionStats", Document.class).getInteger("totalKeysExamined"))
                .isZero();
    }

    @Test
    void nextDueTimeIsReadFromOneKeyOfEachSlot() {
        var runs = database.getMongoDatabase().getCollection("notification.enrollments");
        Date later = Date.from(clock.instant().plus(Duration.ofDays(9)));
        runs.insertMany(IntStream.range(0, 400)
                .mapToObj(i -> new Document("_id", "waiting-" + i)
                        .append("version", 1L)
                        .append(
                                "state",
                                new Document("state", "WAITING")
                                        .append("slot", i % 16)
                                        .append("dueAt", later)))
                .toList());

        Document plan = runs.find(Enrollments.waitingFilter())
                .sort(new Document("state.dueAt", 1))
                .limit(1)
                .explain(ExplainVerbosity.EXECUTION_STATS);

        assertThat(plan.toJson()).contains("\"indexName\": \"" + Enrollments.DUE_INDEX + "\"");
        assertThat(plan.get("executionStats", Document.class).getInteger("totalKeysExamined"))
                .isLessThanOrEqualTo(Enrollment.SLOTS);
    }
}
