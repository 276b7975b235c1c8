package throughline.dashboard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.clock.MachineTime;
import throughline.dashboard.Browser;
import throughline.dashboard.DashboardMain;
import throughline.dashboard.account.Accounts;
import throughline.dashboard.journal.Journal;
import throughline.web.security.Staff;

/** Signing in as a browser does it, against a real database. */
@SpringBootTest(
        classes = DashboardMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.first-sign-in=" + SignInTests.FIRST,
            "throughline.service-key=" + SignInTests.KEY,
            "throughline.trusted-proxies=127.0.0.1"
        })
class SignInTests {

    static final String FIRST = "a-first-token-of-sufficient-length";
    static final String KEY = "a-service-key-of-at-least-32-characters";

    private static final String EMAIL = "mira@example.com";
    private static final String PASSWORD = "four words in a row";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Journal journal;

    @Autowired
    private MongoDatabaseFactory database;

    private final SettableMachineTime machine = new SettableMachineTime();

    private static final class SettableMachineTime extends MachineTime {

        private Instant now = Instant.parse("2026-12-01T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }
    }

    @BeforeEach
    void theOwnerHasAPassword() {
        if (!accounts.ownerHasPassword()) {
            Browser browser = new Browser(port);
            browser.open("/sign-in?first=" + FIRST);
            HttpResponse<String> answer =
                    browser.submit("/sign-in/first", Map.of("first", FIRST, "username", EMAIL, "password", PASSWORD));
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(browser.open("/staff/account").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneTimeLinkWorksOnce() {
        Browser late = new Browser(port);

        HttpResponse<String> page = late.open("/sign-in?first=" + FIRST);
        HttpResponse<String> answer = late.submit(
                "/sign-in/first",
                Map.of("first", FIRST, "username", "thief@example.com", "password", "another four words here"));

        assertThat(page.body()).contains("This one-time link has been used").doesNotContain("/sign-in/first");
        assertThat(answer.body()).contains("This one-time link has been used");
        assertThat(late.cookie("throughline_session")).isEmpty();
        assertThat(late.open("/staff/account").statusCode()).isEqualTo(302);
    }

    @Test
    void passwordSignsInAndLeadsBackToWhereOneWas() {
        Browser browser = new Browser(port);

        HttpResponse<String> sent = browser.open("/staff/clients");
        browser.open("/sign-in?to=%2Fstaff%2Fclients");
        HttpResponse<String> answer = browser.submit(
                "/sign-in", Map.of("username", " MIRA@example.com", "password", PASSWORD, "to", "/staff/clients"));

        assertThat(sent.headers().firstValue("Location").orElse("")).contains("/sign-in?to=%2Fstaff%2Fclients");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/staff/clients");
        assertThat(String.join("\n", answer.headers().allValues("Set-Cookie")))
                .contains("throughline_session=", "HttpOnly", "SameSite=Lax", "Path=/");
        await("the sign-in is on record")
                .atMost(Duration.ofSeconds(20))
                .until(() -> journal.trace("owner").stream()
                        .anyMatch(entry -> entry.type().equals("StaffSignedIn")
                                && entry.text("how").orElse("").equals("password")));
    }

    @Test
    void unknownAddressAndWrongPasswordGetTheSameAnswer() {
        Browser browser = new Browser(port);
        browser.open("/sign-in");

        HttpResponse<String> unknown =
                browser.submit("/sign-in", Map.of("username", "who@example.com", "password", PASSWORD));
        HttpResponse<String> wrong =
                browser.submit("/sign-in", Map.of("username", "mira@example.com", "password", "not her password"));

        assertThat(unknown.statusCode()).isEqualTo(401).isEqualTo(wrong.statusCode());
        assertThat(stripped(unknown.body(), "who@example.com")).isEqualTo(stripped(wrong.body(), EMAIL));
        assertThat(wrong.body()).contains("do not match").contains(EMAIL);
    }

    private static String stripped(String body, String email) {
        return body.replace(email, "").replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    @Test
    void formWithoutTokenIsRefused() {
        Browser browser = signedIn();

        HttpResponse<String> signIn =
                new Browser(port).submitWithoutToken("/sign-in", Map.of("username", EMAIL, "password", PASSWORD));
        HttpResponse<String> signOut = browser.submitWithoutToken("/sign-out", Map.of());
        HttpResponse<String> everywhere = browser.submitWithoutToken("/staff/account/sign-out-everywhere", Map.of());

        assertThat(signIn.statusCode()).isEqualTo(403);
        assertThat(signOut.statusCode()).isEqualTo(403);
        assertThat(everywhere.statusCode()).isEqualTo(403);
        assertThat(browser.open("/staff/account").statusCode()).isEqualTo(200);
    }

    @Test
    void everySignInHasATokenOfItsOwnAndEndsTheOneBefore() {
        Browser browser = signedIn();
        String before = browser.cookie("throughline_session").orElseThrow().getValue();

        browser.open("/sign-in");
        browser.submit("/sign-in", Map.of("username", EMAIL, "password", PASSWORD));

        String after = browser.cookie("throughline_session").orElseThrow().getValue();
        assertThat(after).isNotEqualTo(before).hasSize(43);
        assertThat(introspect(before)).contains("\"active\":false");
        assertThat(introspect(after)).contains("\"active\":true").contains("\"role\":\"OWNER\"");
    }

    @Test
    void signingOutEverywhereEndsEverySession() {
        Browser phone = signedIn();
        Browser laptop = signedIn();

        laptop.open("/staff/account");
        laptop.submit("/staff/account/sign-out-everywhere", Map.of());

        assertThat(phone.open("/staff/account").statusCode()).isEqualTo(302);
        assertThat(laptop.open("/staff/account").statusCode()).isEqualTo(302);
    }

    @Test
    void introspectionNeedsTheServiceKey() {
        Browser browser = signedIn();
        String token = browser.cookie("throughline_session").orElseThrow().getValue();

        HttpResponse<String> asStaff = browser.submit("/internal/sessions/introspect", Map.of("token", token));

        assertThat(asStaff.statusCode()).isBetween(400, 499);
        assertThat(introspect("x".repeat(43))).contains("\"active\":false");
    }

    @Test
    void tooManyTriesFromOneAddressAreRefusedEvenWithTheRightPassword() {
        Browser browser = new Browser(port);
        browser.open("/sign-in");
        for (int i = 0; i < 10; i++) {
            browser.submit("/sign-in", Map.of("username", "guess" + i + "@example.com", "password", "a guess " + i));
        }

        HttpResponse<String> refused = browser.submit("/sign-in", Map.of("username", EMAIL, "password", PASSWORD));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(browser.cookie("throughline_session")).isEmpty();
    }

    @Test
    void signInsThatSucceedDoNotCount() {
        Browser browser = new Browser(port);
        browser.open("/sign-in");

        for (int i = 0; i < 25; i++) {
            HttpResponse<String> answer = browser.submit("/sign-in", Map.of("username", EMAIL, "password", PASSWORD));
            assertThat(answer.statusCode()).isEqualTo(302);
        }
    }

    @Test
    void unusedSessionEndsAfterHalfAnHour() {
        Sessions sessions = sessions();
        String token = sessions.open("owner", false).token();

        machine.now = machine.now.plus(Duration.ofMinutes(29));
        assertThat(sessions.introspect(token)).map(Staff::id).contains("owner");
        machine.now = machine.now.plus(Duration.ofMinutes(29));
        assertThat(sessions.introspect(token)).isPresent();
        machine.now = machine.now.plus(Duration.ofMinutes(31));
        assertThat(sessions.introspect(token)).isEmpty();
    }

    @Test
    void usedSessionEndsAfterTwelveHours() {
        Sessions sessions = sessions();
        String token = sessions.open("owner", false).token();

        for (int i = 0; i < 35; i++) {
            machine.now = machine.now.plus(Duration.ofMinutes(20));
            assertThat(sessions.introspect(token)).isPresent();
        }
        machine.now = machine.now.plus(Duration.ofMinutes(20));
        assertThat(sessions.introspect(token)).isEmpty();
    }

    @Test
    void rememberedSessionHoldsThirtyDaysAndNoLonger() {
        Sessions sessions = sessions();
        String token = sessions.open("owner", true).token();

        machine.now = machine.now.plus(Duration.ofDays(29));
        assertThat(sessions.introspect(token)).isPresent();
        machine.now = machine.now.plus(Duration.ofDays(1)).plusSeconds(1);
        assertThat(sessions.introspect(token)).isEmpty();
    }

    @Test
    void databaseHoldsNoToken() {
        String token = sessions().open("owner", false).token();

        String everything = String.join(
                "",
                database.getMongoDatabase()
                        .getCollection("dashboard.sessions")
                        .find()
                        .map(Object::toString)
                        .into(new ArrayList<>()));

        assertThat(everything).doesNotContain(token);
    }

    @Test
    void pageIsThereAlthoughTheOtherServicesAreNot() {
        Browser browser = signedIn();

        HttpResponse<String> today = browser.open("/staff/today");
        HttpResponse<String> clients = browser.open("/staff/clients");
        HttpResponse<String> operations = browser.open("/staff/operations");

        assertThat(today.statusCode()).isEqualTo(200);
        assertThat(today.body()).contains("The booking service does not answer");
        assertThat(clients.body()).contains("The booking service does not answer");
        assertThat(operations.statusCode()).isEqualTo(200);
        assertThat(operations.body()).contains("Is everything all right?").contains("Not measured");
    }

    private Sessions sessions() {
        machine.now = Instant.parse("2126-12-01T12:00:00Z"); // mongod removes by its own clock what is over
        return new Sessions(
                database,
                accounts,
                machine,
                new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(30)));
    }

    private Browser signedIn() {
        Browser browser = new Browser(port);
        browser.open("/sign-in");
        browser.submit("/sign-in", Map.of("username", EMAIL, "password", PASSWORD));
        browser.open("/staff/account");
        return browser;
    }

    private String introspect(String token) {
        return Browser.service(port, KEY, "/internal/sessions/introspect", "{\"token\":\"" + token + "\"}")
                .body();
    }
}
