package throughline.booking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;
import throughline.booking.intake.Answers;
import throughline.booking.intake.Intakes;
import throughline.clock.MachineTime;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;

/** Whatever a crash leaves between two writes, answers belong to a call or a request, or they are gone. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.booking.posts-per-address=100000"
        })
class LeftAnswersTests {

    private static final PractitionerId ME = new PractitionerId("me");

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private Intakes intakes;

    @Autowired
    private MachineTime machine;

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
        Answer booked = http.post(
                "/api/booking/v1/calls",
                "{\"callType\":\"ask\",\"start\":\"" + start + "\",\"name\":\"Ana\",\"email\":\"" + email
                        + "\",\"answers\":{\"where\":\"left knee\"}}");
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        return booked;
    }

    private Answer ask(String email) {
        Answer asked = http.post(
                "/api/booking/v1/call-requests",
                "{\"callType\":\"ask\",\"name\":\"Ana\",\"email\":\"" + email
                        + "\",\"preferred\":\"mornings\",\"answers\":{\"where\":\"left knee\"}}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        return asked;
    }

    private MongoCollection<Document> collection(String name) {
        return database.getMongoDatabase().getCollection(name);
    }

    /** As if nobody had come back to it for a while. */
    private void letTimePass(Bson which, boolean neverKept) {
        Bson due = Updates.set("judgeAt", Date.from(machine.in(Duration.ofSeconds(-1))));
        assertThat(collection("booking.intakes")
                        .updateOne(which, neverKept ? Updates.combine(due, Updates.set("attempt", true)) : due)
                        .getMatchedCount())
                .isOne();
    }

    private void awaitKept(Bson which) {
        await("they are kept")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(
                                collection("booking.intakes").find(which).first())
                        .isNotNull()
                        .doesNotContainKeys("attempt", "judgeAt"));
    }

    private void awaitGone(Bson which) {
        await("they are gone")
                .atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(collection("booking.intakes").countDocuments(which))
                        .isZero());
    }

    @Test
    void answersOfAnAttemptThatDiedAreGoneWithinAMinute() {
        CallId call = new CallId("c_died");
        Intakes.Attempt attempt = intakes.attempt(
                ME, call, new ClientId("cl_died"), new Answers(Map.of("where", List.of("left knee"))), "a note");
        Bson left = Filters.eq(attempt.id());
        Document stored =
                Objects.requireNonNull(collection("booking.intakes").find(left).first());
        Date within = Date.from(machine.in(Duration.ofSeconds(50)));
        long version = versionOfTheCalendar();

        assertThat(stored.getDate("judgeAt")).isBefore(within).isAfter(Date.from(attempt.goodUntil()));
        letTimePass(left, true);

        awaitGone(left);
        assertThat(versionOfTheCalendar())
                .as("a booking that had read the calendar before has to decide again")
                .isGreaterThan(version);
    }

    @Test
    void answersThatAreStillBeingBookedStay() {
        Intakes.Attempt attempt = intakes.attempt(
                ME, new CallId("c_now"), new ClientId("cl_now"), new Answers(Map.of("where", List.of("knee"))), null);
        Intakes.Attempt died = intakes.attempt(
                ME, new CallId("c_then"), new ClientId("cl_then"), new Answers(Map.of("where", List.of("knee"))), null);
        letTimePass(Filters.eq(died.id()), true);

        awaitGone(Filters.eq(died.id()));

        assertThat(intakes.isLate(attempt)).isFalse();
        assertThat(collection("booking.intakes").countDocuments(Filters.eq(attempt.id())))
                .isOne();
    }

    @Test
    void answersThatAClaimNamesAreKeptThoughTheProcessDiedBeforeItCouldSaySo() {
        Answer booked = book("2027-03-10T18:00:00Z", "claimed@client.example");
        Bson its = Filters.eq("call", booked.text("callId"));

        letTimePass(its, true);

        awaitKept(its);
        assertThat(http.staffGet("/api/booking/v1/calls/" + booked.text("callId"))
                        .body())
                .contains("left knee");
    }

    @Test
    void ofTwoAttemptsAtOneCallOnlyTheOneThatWonKeepsItsAnswers() {
        Answer booked = book("2027-03-10T19:00:00Z", "twice@client.example");
        CallId call = new CallId(booked.text("callId"));
        Intakes.Attempt other = intakes.attempt(
                ME, call, new ClientId("cl_twice"), new Answers(Map.of("where", List.of("right knee"))), null);
        Bson lost = Filters.eq(other.id());
        Bson won = Filters.and(Filters.eq("call", call.value()), Filters.ne("_id", other.id()));

        letTimePass(won, true);
        letTimePass(lost, true);

        awaitKept(won);
        awaitGone(lost);
    }

    @Test
    void answersOfACallThatWasCancelledBeforeTheyWereKeptStayReadable() {
        Answer booked = book("2027-03-10T20:00:00Z", "cancelled@client.example");
        String manage = booked.text("manageUrl").replaceAll(".*/calls/", "/api/booking/v1/manage/");
        assertThat(http.post(manage + "/cancel", "{}").status()).isEqualTo(200);
        Bson its = Filters.and(Filters.eq("call", booked.text("callId")), Filters.eq("kind", "INTAKE"));

        letTimePass(its, true);

        awaitKept(its);
    }

    @Test
    void answersOfARequestStayWhileItIsOnTheListAndGoWhenACrashLeftThemBehind() {
        Answer asked = ask("waits@client.example");
        Bson its = Filters.eq("call", asked.text("callId"));
        letTimePass(its, true);
        awaitKept(its);
        assertThat(http.staffGet("/api/booking/v1/call-requests?size=500").body())
                .contains("mornings");

        intakes.givingUp(
                Objects.requireNonNull(collection("booking.intakes").find(its).first())
                        .getString("_id"));
        collection("booking.waiting")
                .updateMany(
                        Filters.eq("state.people.callId", asked.text("callId")),
                        Updates.combine(
                                Updates.pull("state.people", Filters.eq("callId", asked.text("callId"))),
                                Updates.inc("version", 1L)));
        letTimePass(its, false);

        awaitGone(its);
    }

    @Test
    void askingAgainLeavesOnlyWhatWasSaidLast() {
        ask("again@client.example");
        Answer asked = ask("again@client.example");

        assertThat(collection("booking.intakes").countDocuments(Filters.eq("call", asked.text("callId"))))
                .isOne();
        awaitKept(Filters.eq("call", asked.text("callId")));
    }

    private long versionOfTheCalendar() {
        Document calendar =
                collection("booking.calendars").find(Filters.eq(ME.value())).first();
        return calendar == null ? 0 : calendar.getLong("version");
    }
}
