package throughline.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;
import throughline.booking.round.Round;

/** When calls can be had, as the HTTP interface says it, against the real database. Practice time stands still. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.booking.posts-per-address=100000"
        })
class TimesApiTests {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Instant NOW = Instant.parse("2027-03-01T08:00:00Z");

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private List<Round> rounds;

    private Http http;
    private String type;
    private String who;

    @BeforeEach
    void aPractitionerAndACallType() {
        http = new Http(port);
        int count = COUNT.incrementAndGet();
        who = "p" + count;
        type = "t" + count;
        availability(
                "\"weekly\":[{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\",\"SAT\",\"SUN\"],\"from\":\"09:00\",\"to\":\"17:00\"}]");
        callType("");
    }

    private Answer availability(String rules) {
        return http.staff(
                "PUT",
                "/api/booking/v1/practitioners/" + who + "/availability",
                "{\"zone\":\"America/Los_Angeles\"," + rules + "}");
    }

    private Answer callType(String more) {
        return http.staff(
                "PUT",
                "/api/booking/v1/call-types/" + type,
                "{\"name\":\"Call\",\"practitioner\":\"" + who + "\",\"durationMinutes\":30" + more + "}");
    }

    private List<String> slots(String from, String to) {
        List<String> starts = new ArrayList<>();
        http.get("/api/booking/v1/call-types/" + type + "/slots?from=" + from + "&to=" + to)
                .json()
                .get("slots")
                .forEach(s -> starts.add(s.get("start").stringValue()));
        return starts;
    }

    private Answer book(String start, String email) {
        return http.post(
                "/api/booking/v1/calls",
                "{\"callType\":\"" + type + "\",\"start\":\"" + start + "\",\"name\":\"Zoe N\",\"email\":\"" + email
                        + "\"}");
    }

    private MongoCollection<Document> calendars() {
        return database.getMongoDatabase().getCollection("booking.calendars");
    }

    private List<Document> claims() {
        Document calendar = calendars().find(new Document("_id", who)).first();
        return calendar == null
                ? List.of()
                : calendar.get("state", Document.class).getList("claims", Document.class);
    }

    private Document claim(String id, Instant start) {
        return new Document("callId", id)
                .append("callType", type)
                .append("start", Date.from(start))
                .append("end", Date.from(start.plus(Duration.ofMinutes(30))))
                .append("bufferBefore", 0)
                .append("bufferAfter", 0)
                .append("state", "CONFIRMED")
                .append("uid", id)
                .append("sequence", 0)
                .append("generation", 0)
                .append("settled", false);
    }

    @Test
    void pastCallsLeaveTheCalendarAndThoseOfThisWeekStillCount() {
        callType(",\"maxPerWeek\":2");
        assertThat(book("2027-03-10T18:00:00Z", "a@client.example").status()).isEqualTo(201);
        List<Document> past = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            past.add(claim("old" + i, NOW.minus(Duration.ofDays(20)).minus(Duration.ofMinutes(30L * i))));
        }
        past.add(claim("sunday", Instant.parse("2027-03-01T07:30:00Z"))); // Sunday evening of the practitioner's
        past.add(claim("monday", Instant.parse("2027-03-01T08:00:00Z").plus(Duration.ofMinutes(1))));
        calendars()
                .updateOne(
                        new Document("_id", who),
                        new Document("$push", new Document("state.claims", new Document("$each", past))));
        List<String> before = slots("2027-03-01", "2027-03-28");

        rounds.forEach(Round::go);
        rounds.forEach(Round::go);

        assertThat(claims()).hasSize(3);
        assertThat(slots("2027-03-01", "2027-03-28")).isEqualTo(before).contains("2027-03-02T17:00:00Z");
        assertThat(book("2027-03-02T17:00:00Z", "b@client.example").status()).isEqualTo(201);
        assertThat(book("2027-03-03T17:00:00Z", "c@client.example").code()).isEqualTo("SLOT_TAKEN");
    }

    @Test
    void holidaysOfThePracticesCountryCloseTheirDays() {
        callType(",\"bookingWindowDays\":300");
        String weekly = "\"weekly\":[{\"days\":[\"MON\",\"THU\"],\"from\":\"09:00\",\"to\":\"17:00\"}]";

        Answer stated = availability(weekly + ",\"holidays\":{\"country\":\"us\",\"region\":\"CA\"}");

        assertThat(stated.json().get("holidays").toString())
                .isEqualTo("{\"country\":\"US\",\"region\":\"ca\",\"observed\":true}");
        assertThat(slots("2027-11-25", "2027-11-25")).isEmpty();
        Answer why = http.get("/api/booking/v1/call-types/" + type + "/slots/explain?start=2027-11-25T18:00:00Z");
        assertThat(why.json().get("reasons").get(0).get("code").stringValue()).isEqualTo("OVERRIDE");
        assertThat(why.json().get("reasons").get(0).get("rule").stringValue()).isEqualTo("holiday Thanksgiving Day");
        availability(weekly + ",\"holidays\":{\"country\":\"US\",\"observed\":false}");
        assertThat(slots("2027-11-25", "2027-11-25")).hasSize(16);
        assertThat(availability(weekly + ",\"holidays\":{\"country\":\"ZZ\"}").code())
                .isEqualTo("BAD_AVAILABILITY");
    }

    @Test
    void aStartThatIsOnlyHiddenCanBeHadByWhoAsksForIt() {
        List<String> all = slots("2027-03-10", "2027-03-10");
        callType(",\"lookBusyPercent\":60");
        List<String> shown = slots("2027-03-10", "2027-03-10");
        String hidden =
                all.stream().filter(start -> !shown.contains(start)).findFirst().orElseThrow();

        Answer why = http.get("/api/booking/v1/call-types/" + type + "/slots/explain?start=" + hidden);

        assertThat(shown).isNotEmpty();
        assertThat(why.json().get("offered").booleanValue()).isFalse();
        assertThat(why.json().get("reasons").get(0).get("rule").stringValue()).isEqualTo("lookBusyPercent 60");
        assertThat(book(hidden, "d@client.example").status()).isEqualTo(201);
    }
}
