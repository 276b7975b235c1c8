package throughline.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;
import throughline.clock.MachineTime;
import throughline.web.link.SignedLinks;

/** What machines and the impatient get. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2027-03-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.trusted-proxies=127.0.0.1,::1",
            "throughline.booking.spam.minimum-fill-time=30s",
            "throughline.booking.limits.posts-per-email=5",
            "throughline.booking.limits.manage-posts-per-address=4"
        })
class AbuseTests {

    private static final String TYPE = "abuse";

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    @Autowired
    private SignedLinks links;

    @Autowired
    private MachineTime machine;

    private Http http;

    @BeforeEach
    void aTypeWithRoomForAll() {
        http = new Http(port);
        http.staff(
                "PUT",
                "/api/booking/v1/practitioners/me/availability",
                "{\"zone\":\"America/Los_Angeles\",\"weekly\":[{\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],"
                        + "\"from\":\"00:00\",\"to\":\"24:00\"}]}");
        http.staff("PUT", "/api/booking/v1/call-types/" + TYPE, "{\"name\":\"Call\",\"capacity\":500}");
    }

    private static String body(String email) {
        return "{\"callType\":\"" + TYPE + "\",\"start\":\"2027-03-10T18:00:00Z\",\"name\":\"Ana\",\"email\":\"" + email
                + "\"}";
    }

    private Answer form(String address, String email, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "type", TYPE, "start", "2027-03-11T18:00:00Z", "zone", "Europe/Berlin", "name", "Ana", "email", email));
        fields.putAll(more);
        return http.from(address).form("/book", fields);
    }

    private String shown(Duration ago) {
        Instant at = machine.now().minus(ago);
        return links.sign("form", Long.toString(at.toEpochMilli()), null);
    }

    private boolean isKnown(String email) {
        return http.staffGet("/api/booking/v1/clients?q=" + email.substring(0, email.indexOf('@')))
                .body()
                .contains(email);
    }

    private int suspected() {
        Document day = database.getMongoDatabase()
                .getCollection("booking.spam")
                .find(Filters.eq("2027-03-01"))
                .first();
        return day == null ? 0 : day.get("state", Document.class).getInteger("suspected");
    }

    @Test
    void aFormFasterThanAnyoneReadsLooksLikeSuccessAndStoresNothing() {
        int before = suspected();

        Answer answer = form("198.51.100.20", "fast@client.example", Map.of("stamp", shown(Duration.ofSeconds(2))));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).endsWith("/book/booked");
        assertThat(isKnown("fast@client.example")).isFalse();
        assertThat(suspected()).isEqualTo(before + 1);
    }

    @Test
    void aFormThatTookItsTimeBooks() {
        Answer answer = form("198.51.100.21", "slow@client.example", Map.of("stamp", shown(Duration.ofSeconds(31))));

        assertThat(answer.header("location")).contains("/calls/");
        assertThat(isKnown("slow@client.example")).isTrue();
    }

    @Test
    void aFormWeNeverShowedOrWhoseTimeSomebodyMadeUpIsAMachines() {
        form("198.51.100.22", "never@client.example", Map.of());
        form("198.51.100.22", "forged@client.example", Map.of("stamp", shown(Duration.ofSeconds(31)) + "x"));

        assertThat(isKnown("never@client.example")).isFalse();
        assertThat(isKnown("forged@client.example")).isFalse();
    }

    @Test
    void theFieldNobodySeesGivesMachinesAway() {
        Answer answer = form(
                "198.51.100.23",
                "bot@client.example",
                Map.of("stamp", shown(Duration.ofMinutes(5)), "website", "http://x"));

        assertThat(answer.header("location")).endsWith("/book/booked");
        assertThat(isKnown("bot@client.example")).isFalse();
    }

    @Test
    void afterAMistakeTheFormKeepsTheTimeOfItsFirstShowing() {
        String stamp = shown(Duration.ofSeconds(31));

        Answer answer = form("198.51.100.24", "no-address", Map.of("stamp", stamp));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains(stamp);
    }

    @Test
    void theTwentyFirstBookingFromOneAddressWaitsWhateverItWritesIntoTheHeader() {
        for (int i = 0; i < 20; i++) {
            Answer booked = http.from("203.0.113." + i + ", 198.51.100.30")
                    .post("/api/booking/v1/calls", body("u" + i + "@client.example"));
            assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        }

        Answer refused =
                http.from("203.0.113.99, 198.51.100.30").post("/api/booking/v1/calls", body("late@client.example"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 600);
        assertThat(http.from("198.51.100.31")
                        .post("/api/booking/v1/calls", body("other@client.example"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void oneHouseholdOfIpv6IsOneAddress() {
        for (int i = 0; i < 20; i++) {
            http.from("2001:db8:7:7::" + i).post("/api/booking/v1/calls", body("h" + i + "@client.example"));
        }

        assertThat(http.from("2001:db8:7:7:ffff::1")
                        .post("/api/booking/v1/calls", body("h@client.example"))
                        .status())
                .isEqualTo(429);
        assertThat(http.from("2001:db8:7:8::1")
                        .post("/api/booking/v1/calls", body("h@client.example"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void oneEmailCannotBookWithoutEndFromManyAddresses() {
        for (int i = 0; i < 5; i++) {
            assertThat(http.from("198.51.100." + (40 + i))
                            .post("/api/booking/v1/calls", body("many@client.example"))
                            .status())
                    .isEqualTo(201);
        }

        Answer refused = http.from("198.51.100.50").post("/api/booking/v1/calls", body("MANY@client.example"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isNotEmpty();
    }

    @Test
    void requestsWithoutATimeCountForTheSameEmailAsBookings() {
        for (int i = 0; i < 3; i++) {
            assertThat(http.from("198.51.100." + (70 + i))
                            .post("/api/booking/v1/calls", body("both@client.example"))
                            .status())
                    .isEqualTo(201);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(ask("198.51.100." + (80 + i), "both@client.example").status())
                    .isEqualTo(201);
        }

        Answer refused = ask("198.51.100.90", "Both@client.example");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 600);
        Answer onThePage = http.from("198.51.100.91")
                .form(
                        "/book/request",
                        Map.of(
                                "type",
                                TYPE,
                                "zone",
                                "Europe/Berlin",
                                "name",
                                "Ana",
                                "email",
                                "both@client.example",
                                "stamp",
                                shown(Duration.ofSeconds(31))));
        assertThat(onThePage.status()).isEqualTo(429);
        assertThat(ask("198.51.100.92", "somebody-else@client.example").status())
                .isEqualTo(201);
    }

    private Answer ask(String address, String email) {
        return http.from(address)
                .post(
                        "/api/booking/v1/call-requests",
                        "{\"callType\":\"" + TYPE + "\",\"name\":\"Ana\",\"email\":\"" + email
                                + "\",\"zone\":\"Europe/Berlin\",\"preferred\":\"any\"}");
    }

    @Test
    void whoTriesOutLinksIsSlowedDownAndWhoLooksAtThemIsNot() {
        Http one = http.from("198.51.100.60");
        for (int i = 0; i < 4; i++) {
            assertThat(one.post("/api/booking/v1/manage/guess" + i + "/cancel", "{}")
                            .status())
                    .isEqualTo(404);
        }

        assertThat(one.post("/api/booking/v1/manage/guess/cancel", "{}").status())
                .isEqualTo(429);
        assertThat(one.form("/calls/guess/cancel", Map.of()).status()).isEqualTo(429);
        assertThat(one.get("/api/booking/v1/manage/guess").status()).isEqualTo(404);
        assertThat(one.get("/calls/guess").status()).isEqualTo(404);
    }
}
