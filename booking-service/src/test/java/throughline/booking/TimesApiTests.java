package throughline.booking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
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
            "throughline.booking.posts-per-address=100000",
            "throughline.booking.calendars.every=1ms",
            "throughline.booking.calendars.patience=2s",
            "throughline.booking.calendars.allow-internal=true"
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
    void aLimitCountsCallsBesideTheDatesThatAreAskedFor() {
        callType(",\"maxPerWeek\":1,\"bufferBeforeMinutes\":30");
        assertThat(book("2027-03-08T17:00:00Z", "limit@client.example").status())
                .isEqualTo(201);

        assertThat(slots("2027-03-14", "2027-03-14")).isEmpty();
        assertThat(slots("2027-03-15", "2027-03-15")).hasSize(16);
        assertThat(http.get("/api/booking/v1/call-types/" + type + "/slots?from=2027-03-09&to=2027-03-13")
                        .text("next"))
                .isEqualTo("2027-03-15");
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

    private static String calendarFile(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n" + String.join("\r\n", lines)
                + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    private String path() {
        return "/api/booking/v1/practitioners/" + who + "/calendars";
    }

    @Test
    void anotherCalendarClosesItsTimesKeepsThemWhenItFailsAndFlagsCallsAgainstIt() throws IOException {
        AtomicReference<String> file = new AtomicReference<>(calendarFile(
                "DTSTART;TZID=America/Los_Angeles:20270310T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"));
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/cal.ics", exchange -> {
            byte[] bytes = file.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(bytes.length == 0 ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        elsewhere.start();
        try {
            String before = book("2027-03-10T18:00:00Z", "early@client.example").text("callId");
            String url = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/cal.ics";
            assertThat(http.staff("POST", path(), "{\"url\":\"" + url + "\"}").status())
                    .isEqualTo(201);
            await("it is read")
                    .atMost(20, SECONDS)
                    .untilAsserted(
                            () -> assertThat(http.staffGet(path()).body()).contains("\"busyTimes\":2"));

            assertThat(slots("2027-03-10", "2027-03-11"))
                    .doesNotContain("2027-03-10T18:30:00Z", "2027-03-11T18:00:00Z", "2027-03-11T18:30:00Z")
                    .contains("2027-03-10T17:30:00Z", "2027-03-11T19:00:00Z");
            Answer why = http.get("/api/booking/v1/call-types/" + type + "/slots/explain?start=2027-03-11T18:00:00Z");
            assertThat(why.json().get("reasons").get(0).get("code").stringValue())
                    .isEqualTo("CALENDAR_BUSY");
            Answer refused = book("2027-03-11T18:00:00Z", "late@client.example");
            assertThat(refused.code()).isEqualTo("SLOT_TAKEN");
            assertThat(refused.json().get("alternatives").size()).isEqualTo(3);
            assertThat(http.staffGet("/api/booking/v1/calls/" + before).body()).contains("\"calendarBusy\":true");
            String moved = book("2027-03-12T18:00:00Z", "moved@client.example").text("callId");
            Answer byStaff = http.staff(
                    "POST", "/api/booking/v1/calls/" + moved + "/reschedule", "{\"start\":\"2027-03-11T18:00:00Z\"}");
            assertThat(byStaff.status()).as(byStaff.body()).isEqualTo(200);
            assertThat(byStaff.body()).contains("\"calendarBusy\":true");
            assertThat(http.staffGet("/staff/availability/calendars?who=" + who).body())
                    .contains("2 calls overlap an entry of another calendar", "127.0.0.1")
                    .doesNotContain("cal.ics");

            file.set("");
            rounds.forEach(Round::go);

            assertThat(http.staffGet(path()).body()).contains("\"failure\":\"STATUS\"", "\"busyTimes\":2");
            assertThat(slots("2027-03-11", "2027-03-11")).doesNotContain("2027-03-11T18:30:00Z");
            assertThat(http.staffGet("/staff/availability/calendars?who=" + who).body())
                    .contains("cannot be read", "What it said last is kept");
            String id =
                    http.staffGet(path()).json().get("items").get(0).get("id").stringValue();
            assertThat(http.staff("DELETE", path() + "/" + id, "").status()).isEqualTo(204);
            assertThat(slots("2027-03-11", "2027-03-11")).contains("2027-03-11T18:30:00Z");
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void addressesOfCalendarsThatCannotBeAreRefused() {
        for (String url : List.of("ftp://x.example/a.ics", "https://user:pass@x.example/a", "nonsense", "")) {
            assertThat(http.staff("POST", path(), "{\"url\":\"" + url + "\"}").code())
                    .isEqualTo("BAD_CALENDAR");
        }
        assertThat(http.get(path()).status()).isEqualTo(401);
    }

    @Test
    void thePrivateFeedTellsTheCallsToWhoHasItsAddressUntilItIsRevoked() throws Exception {
        callType(",\"questions\":[{\"id\":\"pain\",\"label\":\"Where?\",\"kind\":\"TEXT\",\"required\":false}]");
        Answer booked = http.post(
                "/api/booking/v1/calls",
                "{\"callType\":\"" + type
                        + "\",\"start\":\"2027-03-10T18:00:00Z\",\"name\":\"Zoe Nunez\",\"email\":\"zoe@client.example\","
                        + "\"phone\":\"+15550142\",\"answers\":{\"pain\":\"my left knee\"}}");
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        String page = http.staffForm("/staff/availability/calendars/feed", Map.of("who", who))
                .body();
        Matcher address =
                Pattern.compile("/calls/calendar/[A-Za-z0-9_-]+\\.ics").matcher(page);
        assertThat(address.find()).isTrue();

        Answer feed = http.get(address.group());

        assertThat(feed.status()).isEqualTo(200);
        assertThat(feed.header("content-type")).startsWith("text/calendar");
        assertThat(feed.header("cache-control")).isEqualTo("no-store");
        assertThat(feed.body())
                .contains("SUMMARY:Call: Zoe N.", "DTSTART:20270310T180000Z", "/staff/calls/")
                .doesNotContain("knee", "Nunez", "zoe@", "5550142");
        assertThat(new CalendarBuilder().build(new StringReader(feed.body())).getComponents("VEVENT"))
                .hasSize(1);
        assertThat(database.getMongoDatabase()
                        .getCollection("booking.feeds")
                        .find()
                        .into(new ArrayList<>())
                        .toString())
                .doesNotContain(address.group().replaceAll(".*/|\\.ics", ""));
        assertThat(http.post(address.group(), "{}").status()).isEqualTo(405);
        String renewed = http.staffForm("/staff/availability/calendars/feed", Map.of("who", who))
                .body();
        assertThat(renewed).doesNotContain(address.group());
        assertThat(http.get(address.group()).status()).isEqualTo(404);
        Matcher newer = Pattern.compile("/calls/calendar/[A-Za-z0-9_-]+\\.ics").matcher(renewed);
        assertThat(newer.find()).isTrue();
        assertThat(http.get(newer.group()).status()).isEqualTo(200);
        http.staffForm("/staff/availability/calendars/feed/revoke", Map.of("who", who));
        assertThat(http.get(newer.group()).status()).isEqualTo(404);
    }
}
