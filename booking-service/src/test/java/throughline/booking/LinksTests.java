package throughline.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;
import throughline.web.link.SignedLinks;
import throughline.web.security.StaffSessions;

/** What the links in mails can do, and above all what they cannot. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.booking.posts-per-address=100000"
        })
class LinksTests {

    private static int day = 1;

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private SignedLinks links;

    private Http http;
    private Answer booked;
    private String token;

    /** Each test has a call of its own, on a weekday of its own. */
    @BeforeEach
    void aCall() {
        http = new Http(port);
        day += 1 + (day % 7 == 5 ? 2 : 0);
        booked = http.post(
                "/api/booking/v1/calls",
                "{\"callType\":\"exploration-call\",\"start\":\"2027-03-%02dT18:00:00Z\",\"name\":\"Ana\",\"email\":\"d%d@client.example\"}"
                        .formatted(day, day));
        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        token = booked.text("manageUrl").replaceAll(".*/calls/", "");
    }

    private long calendarVersion() {
        return Objects.requireNonNull(database.getMongoDatabase()
                        .getCollection("booking.calendars")
                        .find(new Document("_id", "me"))
                        .first())
                .getLong("version");
    }

    @Test
    void getAndHeadNeverActHoweverOftenTheyAreSent() throws Exception {
        List<String> pages = List.of(
                "/calls/" + token,
                "/calls/" + token + "?reason=x&slot=2027-03-25T18:00:00Z",
                "/calls/" + token + "/cancel",
                "/calls/" + token + "/cancel?reason=scanner",
                "/calls/" + token + "/reschedule?slot=2027-03-25T18:00:00Z",
                "/calls/" + token + "/booked",
                "/calls/" + token + "/call.ics",
                "/api/booking/v1/manage/" + token,
                "/api/booking/v1/manage/" + token + "/cancel",
                "/api/booking/v1/manage/" + token + "/reschedule");
        long before = calendarVersion();

        try (ExecutorService scanners = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                for (String page : pages) {
                    all.add(scanners.submit(() -> http.get(page).status()));
                    all.add(scanners.submit(() -> http.head(page).status()));
                }
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isIn(200, 404, 405);
            }
        }

        assertThat(calendarVersion()).isEqualTo(before);
        assertThat(http.get("/api/booking/v1/manage/" + token).text("state")).isEqualTo("CONFIRMED");
        assertThat(http.form("/calls/" + token + "/cancel", Map.of()).status()).isEqualTo(200);
        assertThat(calendarVersion()).isGreaterThan(before);
    }

    @Test
    void theLinkToCancelOpensTheQuestionAndActsOnNothing() {
        Answer page = http.get("/calls/" + token + "?cancel");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("?cancel#cancel", "open=\"open\"", "Yes, cancel the call");
        assertThat(http.get("/calls/" + token).body()).doesNotContain("open=\"open\"");
        assertThat(http.get("/api/booking/v1/manage/" + token).text("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void aTokenIsGenuineWholeOrNotAtAll() {
        String[] parts = token.split("\\.", -1);
        assertThat(Base64.getUrlDecoder().decode(parts[2])).hasSize(32);

        for (int at = 0; at < token.length() - 1; at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(http.get("/api/booking/v1/manage/" + forged).status())
                    .as("changed at " + at)
                    .isEqualTo(404);
        }
        assertThat(http.post("/api/booking/v1/manage/" + parts[0] + "." + parts[1] + ".AAAA/cancel", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aTokenForOnePurposeIsWorthNothingForAnother() {
        String subject = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]), StandardCharsets.UTF_8);

        for (String purpose : List.of("source", "waiting", "stop", "preferences", "")) {
            String other = links.sign(purpose, subject, null);
            assertThat(http.get("/calls/" + other).status()).isEqualTo(404);
            assertThat(http.post("/api/booking/v1/manage/" + other + "/cancel", "{}")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(http.get("/calls/waiting/" + token).status()).isEqualTo(404);
    }

    @Test
    void noTokenIsStoredOnceItsEventsArePublished() {
        org.awaitility.Awaitility.await("everything is published")
                .atMost(20, java.util.concurrent.TimeUnit.SECONDS)
                .until(() -> everythingStored().stream().noneMatch(text -> text.contains(token)));
    }

    private List<String> everythingStored() {
        List<String> stored = new ArrayList<>();
        for (String name : database.getMongoDatabase().listCollectionNames()) {
            database.getMongoDatabase().getCollection(name).find().forEach(found -> stored.add(found.toJson()));
        }
        return stored;
    }

    @Test
    void anOldLinkLeadsOnAndAllAreOverAtTheCallsEnd() {
        Answer moved = http.post(
                "/api/booking/v1/manage/" + token + "/reschedule",
                "{\"start\":\"2027-03-%02dT19:00:00Z\"}".formatted(day));
        String current = moved.text("manageUrl").replaceAll(".*/calls/", "");
        Answer old = http.get("/calls/" + token);
        assertThat(old.status()).isEqualTo(410);
        assertThat(old.body()).contains(current);
        assertThat(http.form("/calls/" + token + "/cancel", Map.of()).status()).isEqualTo(410);

        moveTo("2027-03-%02dT19:29:59Z".formatted(day));
        assertThat(http.get("/calls/" + current).status()).isEqualTo(200);
        moveTo("2027-03-%02dT19:30:00Z".formatted(day));

        for (String one : List.of(token, current)) {
            assertThat(http.get("/calls/" + one).status()).isEqualTo(410);
            assertThat(http.get("/calls/" + one + "/call.ics").status()).isEqualTo(410);
            assertThat(http.get("/api/booking/v1/manage/" + one).status()).isEqualTo(410);
            assertThat(http.post("/api/booking/v1/manage/" + one + "/cancel", "{}")
                            .status())
                    .isEqualTo(410);
            assertThat(http.form("/calls/" + one + "/cancel", Map.of()).status())
                    .isEqualTo(410);
        }
        moveTo("2027-03-01T08:00:00Z");
    }

    private void moveTo(String instant) {
        assertThat(http.post("/dev/clock", "{\"instant\":\"" + instant + "\"}").status())
                .isEqualTo(200);
    }

    @Test
    void aBrowserThatIsSignedInNeedsTheTokenOfTheForm() throws Exception {
        HttpRequest.Builder cancel = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/calls/" + token + "/cancel"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", StaffSessions.COOKIE + "=whoever")
                .POST(HttpRequest.BodyPublishers.ofString("reason=from+elsewhere"));

        try (HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            int status = browser.send(cancel.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isIn(401, 403, 404);
        }
        assertThat(http.get("/api/booking/v1/manage/" + token).text("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void eachChangeRaisesTheSequenceOfTheSameEntryByOne() {
        String first = http.get("/calls/" + token + "/call.ics").body();
        Answer moved = http.post(
                "/api/booking/v1/manage/" + token + "/reschedule",
                "{\"start\":\"2027-03-%02dT20:00:00Z\"}".formatted(day));
        String second = http.get("/calls/" + moved.text("manageUrl").replaceAll(".*/calls/", "") + "/call.ics")
                .body();

        assertThat(line(first, "UID")).isEqualTo(line(second, "UID")).matches("UID:[0-9a-f-]{36}@.+");
        assertThat(line(first, "SEQUENCE")).isEqualTo("SEQUENCE:0");
        assertThat(line(second, "SEQUENCE")).isEqualTo("SEQUENCE:1");
        assertThat(first).contains("METHOD:PUBLISH").doesNotContain("Ana");
    }

    private static String line(String file, String name) {
        return file.lines().filter(l -> l.startsWith(name + ":")).findFirst().orElse("");
    }
}
