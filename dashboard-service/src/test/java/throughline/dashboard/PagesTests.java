package throughline.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import throughline.clock.MachineTime;
import throughline.dashboard.account.Accounts;
import throughline.dashboard.journal.Entry;
import throughline.dashboard.journal.Journal;

/** What the pages show of what the other services answer; those answer here as their contract says, from a server of the test. */
@SpringBootTest(
        classes = DashboardMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "throughline.first-sign-in=" + PagesTests.FIRST)
class PagesTests {

    static final String FIRST = "a-first-token-of-sufficient-length";

    private static final Map<String, String> FORM =
            Map.of("first", FIRST, "username", "mira@example.com", "password", "four words in a row");
    private static final Map<String, String> SIGN_IN =
            Map.of("username", "mira@example.com", "password", "four words in a row");
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final Instant NOW = new MachineTime().now();
    private static HttpServer others;

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Journal journal;

    private Browser browser;

    @BeforeAll
    static void othersAnswer() throws IOException {
        others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        others.createContext("/", PagesTests::answer);
        others.start();
    }

    @AfterAll
    static void othersStop() {
        others.stop(0);
    }

    @DynamicPropertySource
    static void whereTheyAre(DynamicPropertyRegistry properties) {
        for (String service : List.of("booking", "notification", "content")) {
            properties.add(
                    "throughline.services." + service,
                    () -> "http://127.0.0.1:" + others.getAddress().getPort());
        }
    }

    private static void answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().toString();
        ASKED.add(exchange.getRequestMethod() + " " + path);
        String json = path.startsWith("/api/booking/v1/clients/") ? LENA : answers(path);
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String LENA = """
            {"id":"cl_lena","name":"Lena Rivera","email":"lena@example.com","phone":"+1 555 0117","zone":"America/Denver",
             "consents":[{"purpose":"follow-up","given":true,"at":"2026-11-16T16:00:00Z","text":"t","call":"c"}],
             "since":"2026-11-16T16:00:00Z"}""";

    private static String answers(String path) {
        if (path.startsWith("/internal/operations")) {
            return """
                    {"outboxPending":{},"deadLetters":[],"lights":[
                      {"name":"Mail","state":"WORKING","since":"2026-11-16T16:00:00Z","reason":"Nothing waits."}]}""";
        }
        if (path.startsWith("/api/booking/v1/calls") && !path.contains("state=REQUESTED")) {
            return """
                    {"items":[{"callId":"c_1","clientId":"cl_lena","callType":"exploration-call","state":"CONFIRMED",
                      "start":"%s","end":"%s","zone":"America/Denver","name":"Lena Rivera","email":"lena@example.com",
                      "answers":{}}]}""".formatted(NOW.minus(Duration.ofHours(3)), NOW.minus(Duration.ofHours(2)));
        }
        if (path.equals("/api/notification/v1/cron")) {
            return """
                    {"items":[{"name":"due-runs","next":"%1$s","lastAt":"%1$s","lastState":"DONE","lastResult":"7 due","lateSeconds":300},
                      {"name":"retention","next":"%1$s","lastAt":"%1$s","lastState":"FAILED","lastResult":"Oops","lateSeconds":2},
                      {"name":"approval-digest","next":"%1$s"}]}""".formatted(NOW);
        }
        if (path.contains("/deliveries?state=IN_DOUBT")) {
            return """
                    {"items":[{"id":"d_1","clientId":"cl_lena","to":"Lena R.","purpose":"confirmation","state":"IN_DOUBT",
                      "dueAt":"%s","changedAt":"%s","attempts":1}]}""".formatted(NOW, NOW);
        }
        if (path.contains("/enrollments")) {
            return """
                    {"items":[{"id":"e_1","clientId":"cl_lena","sequence":"after-interested","version":1,"step":"one-question",
                      "state":"WAITING","dueAt":"%s","rule":"Seven days after the call, at nine."}]}""".formatted(NOW.plus(Duration.ofHours(5)));
        }
        if (path.contains("/sequences")) {
            return """
                    {"items":[{"id":"after-interested","name":"After the call","trigger":{"event":"CallOutcomeRecorded",
                      "when":{"outcome":"INTERESTED"}},"steps":[{},{},{}]}]}""";
        }
        return path.startsWith("/api/booking/v1/call-types") ? "[]" : "{\"items\":[]}";
    }

    @BeforeEach
    void someoneIsSignedIn() {
        browser = new Browser(port);
        if (accounts.ownerHasPassword()) {
            browser.open("/sign-in");
            browser.submit("/sign-in", SIGN_IN);
        } else {
            browser.open("/sign-in?first=" + FIRST);
            browser.submit("/sign-in/first", FORM);
        }
        browser.open("/staff/account");
    }

    @Test
    void todayAsksForTheOutcomeAndSaysWhatFollows() {
        String page = browser.open("/staff/today").body();

        assertThat(page)
                .contains("How was the call with Lena R.?")
                .contains("action=\"/staff/calls/c_1/outcome\"")
                .contains("name=\"back\" value=\"/staff/today\"")
                .contains("value=\"INTERESTED\"")
                .contains("3 mails follow")
                .doesNotContain("does not answer");
    }

    @Test
    void mailInDoubtNeedsAPersonAndCanBeDecidedAtOnce() {
        await("the look that finds it")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.open("/staff/today").body())
                        .contains("Lena R. may not have the confirmation")
                        .contains("action=\"/staff/mail/d_1/resolve\"")
                        .contains("value=\"SEND_AGAIN\"")
                        .contains("1 needs you"));

        assertThat(browser.open("/staff/operations").body())
                .contains("One mail is in doubt and waits for your decision")
                .contains("Confirmation to Lena R.");
    }

    @Test
    void whatRunsByItselfIsShownWithItsLastResultAndHowLateItWas() {
        assertThat(browser.open("/staff/operations").body())
                .contains("What runs by itself", "Looking for due steps", "Late by 5 min", "7 due")
                .contains("Failed", "Oops")
                .contains("Evening list", "Not run yet");
    }

    @Test
    void listShowsFirstNamesAndInitialsOnly() {
        assertThat(browser.open("/staff/today").body())
                .contains("Lena R.")
                .doesNotContain("Rivera")
                .doesNotContain("lena@example.com");
    }

    @Test
    void clientsPageSaysWhatHappensNextAndWhy() {
        String page = browser.open("/staff/clients/cl_lena").body();

        assertThat(page)
                .contains("“After the call”: one question")
                .contains("in Denver")
                .contains("Seven days after the call, at nine.")
                .contains("Agreed, November 16");
    }

    @Test
    void sequenceEndedByHandIsAskedForOnceAndOnRecord() {
        browser.open("/staff/clients/cl_lena");

        assertThat(browser.submitWithoutToken("/staff/clients/cl_lena/enrollments/e_1/stop", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.submit("/staff/clients/cl_lena/enrollments/e_1/stop", Map.of())
                        .statusCode())
                .isEqualTo(302);

        assertThat(ASKED).containsOnlyOnce("POST /api/notification/v1/enrollments/e_1/stop");
        await("it is on record")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journal.trace("e_1"))
                        .extracting(Entry::type, entry -> entry.text("action").orElse(""))
                        .contains(tuple("StaffActionTaken", "enrollment-stopped")));
    }

    @Test
    void erasingIsAskedForOnAPageOfItsOwnAndOnRecord() {
        String page = browser.open("/staff/clients/cl_lena").body();
        assertThat(page)
                .contains("/api/booking/v1/clients/cl_lena/export")
                .contains("href=\"/staff/clients/cl_lena/erase\"");
        assertThat(browser.open("/staff/clients/cl_lena/erase").body())
                .contains("Erase Lena Rivera?")
                .contains("This cannot be taken back.");
        assertThat(ASKED).doesNotContain("DELETE /api/booking/v1/clients/cl_lena");

        assertThat(browser.submitWithoutToken("/staff/clients/cl_lena/erase", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.submit("/staff/clients/cl_lena/erase", Map.of()).statusCode())
                .isEqualTo(302);

        assertThat(ASKED).containsOnlyOnce("DELETE /api/booking/v1/clients/cl_lena");
    }

    @Test
    void notesAndMergesGoToBookingAndThePageComesBack() {
        browser.open("/staff/clients/cl_lena");

        browser.submit("/staff/clients/cl_lena/notes", Map.of("text", "came by train"));
        browser.submit("/staff/clients/cl_lena/merge", Map.of("with", "cl_other"));
        browser.submit("/staff/clients/cl_lena/apart", Map.of("other", "cl_third"));

        assertThat(ASKED)
                .contains(
                        "POST /api/booking/v1/clients/cl_lena/notes",
                        "POST /api/booking/v1/clients/cl_lena/merge",
                        "DELETE /api/booking/v1/clients/cl_lena/duplicates/cl_third");
    }

    @Test
    void askingNeverChangesAnything() {
        ASKED.clear();
        for (String path : List.of(
                "/staff/today",
                "/staff/clients",
                "/staff/clients/cl_lena",
                "/staff/operations",
                "/staff/operations/lights",
                "/sign-in?first=" + FIRST)) {
            assertThat(browser.open(path).statusCode()).as(path).isEqualTo(200);
        }

        assertThat(ASKED).isNotEmpty().allMatch(asked -> asked.startsWith("GET "));
    }
}
