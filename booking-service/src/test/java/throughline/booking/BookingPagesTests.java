package throughline.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.booking.Http.Answer;

/** Booking, managing and looking after calls as a browser without script does it. */
@SpringBootTest(
        classes = BookingMain.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2026-12-01T08:00:00Z",
            "throughline.api-token=" + Http.TOKEN,
            "throughline.booking.posts-per-address=30",
            "throughline.frame-ancestors=https://www.example.com, https://blog.example.com",
            "throughline.trusted-proxies=127.0.0.1,::1"
        })
class BookingPagesTests {

    private static final int FIRST_PAGE_BUDGET = 60 * 1024;

    @LocalServerPort
    private int port;

    @Autowired
    private MongoDatabaseFactory database;

    private Http http;

    @BeforeEach
    void everybodyHasAnAddressOfTheirOwn() {
        http = new Http(port);
    }

    private long stored(String collection) {
        return database.getMongoDatabase().getCollection(collection).countDocuments();
    }

    private static Map<String, String> hidden(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(page);
        while (inputs.find()) {
            fields.put(inputs.group(1), inputs.group(2).replace("&amp;", "&"));
        }
        return fields;
    }

    private static List<String> slots(String page) {
        return Pattern.compile("name=\"slot\" value=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Answer chosen(int slot, String query) {
        String times = http.get("/book" + query).body();
        Map<String, String> fields = hidden(times);
        fields.put("slot", slots(times).get(slot));
        Answer held = http.form("/book/time", fields);
        assertThat(held.status()).as(held.body()).isEqualTo(303);
        return http.get(local(held.header("location")));
    }

    private static String local(String location) {
        return location.replaceFirst("^https?://[^/]+", "");
    }

    private Answer send(Answer details, Map<String, String> typed) {
        Map<String, String> fields = hidden(details.body());
        fields.putAll(typed);
        return http.form("/book", fields);
    }

    @Test
    void aCallIsBookedInThreePagesMovedAndCancelled() {
        Answer details = chosen(3, "?zone=Europe/Berlin");
        assertThat(details.body()).contains("in Berlin", "We keep this time for you until", "name=\"website\"");

        Answer booked =
                send(details, Map.of("name", "Ana Pires", "email", "ana@client.example", "q_wish", "To garden."));
        assertThat(booked.status()).as(booked.body()).isEqualTo(303);
        Answer done = http.get(local(booked.header("location")));
        assertThat(done.body()).contains("Booked, Ana. See you on", "ana@client.example", "call.ics");

        String manage = local(booked.header("location")).replace("/booked", "");
        Answer page = http.get(manage);
        assertThat(page.body())
                .contains("Your call on", "Move it", "Yes, cancel the call")
                .doesNotContain("garden");
        Answer moved = http.form(
                manage + "/reschedule", Map.of("slot", slots(page.body()).get(7)));
        assertThat(moved.status()).isEqualTo(303);
        Answer after = http.get(local(moved.header("location")));
        assertThat(after.body()).contains("Your call has moved");
        Answer old = http.get(manage);
        assertThat(old.status()).isEqualTo(410);
        assertThat(old.body()).contains("Go to the call");

        String current = local(moved.header("location")).replace("?moved", "");
        assertThat(http.get(current).status()).isEqualTo(200);
        Answer cancelled = http.form(current + "/cancel", Map.of("reason", "ill"));
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.body()).contains("Your call is canceled", "free again");
        assertThat(http.get(current).status()).isEqualTo(410);
    }

    @Test
    void theFirstPageStaysWithinItsBudget() {
        Answer page = http.get("/book?zone=Europe/Berlin");
        List<String> brought = Pattern.compile("(?:href|src)=\"(/web/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        int sent = bytes(page)
                + brought.stream().mapToInt(path -> bytes(http.get(path))).sum();

        assertThat(page.status()).isEqualTo(200);
        assertThat(brought).contains("/web/throughline.css", "/web/icon.svg");
        assertThat(sent).as("uncompressed").isLessThan(FIRST_PAGE_BUDGET);
        assertThat(page.body()).doesNotContain("style=", "<script", "onclick");
        assertThat(slots(page.body())).hasSizeGreaterThan(20);
    }

    @Test
    void whoeverNamedNoZoneIsShownTheirOwnByAScriptThatFitsTheBudget() {
        Answer page = http.get("/book");

        assertThat(page.body())
                .containsOnlyOnce("<script")
                .contains("<script src=\"/web/zone.js\" data-zone=\"America/Los_Angeles\"></script>");
        assertThat(bytes(page) + bytes(http.get("/web/zone.js")) + bytes(http.get("/web/throughline.css")))
                .isLessThan(FIRST_PAGE_BUDGET);
        assertThat(http.get("/book?zone=Nowhere/Else").body()).doesNotContain("<script");
    }

    private static int bytes(Answer answer) {
        return answer.body().getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void onlyPagesMadeForFramesAreFramedAndOnlyByTheListed() {
        String framed = http.get("/embed?type=exploration-call").header("content-security-policy");
        Answer own = http.get("/book");

        assertThat(framed).contains("frame-ancestors https://www.example.com", "https://blog.example.com");
        assertThat(http.get("/embed").header("x-frame-options")).isEmpty();
        for (String path : List.of("/book", "/calls/x", "/staff/calls", "/web/throughline.css", "/embedded")) {
            Answer answer = http.get(path);
            assertThat(answer.header("content-security-policy")).as(path).contains("frame-ancestors 'none'");
            assertThat(answer.header("x-frame-options")).as(path).isEqualTo("DENY");
        }
        assertThat(own.body()).doesNotContain("frame.js");
    }

    @Test
    void aCallIsBookedInsideAFrame() {
        String times = http.get("/embed?type=exploration-call").body();
        Map<String, String> fields = hidden(times);
        fields.put("slot", slots(times).get(20));
        Answer held = http.form("/embed/time", fields);
        assertThat(local(held.header("location"))).startsWith("/embed/details?");
        Answer details = http.get(local(held.header("location")));
        Map<String, String> typed = hidden(details.body());
        typed.putAll(Map.of("name", "Frida Rahm", "email", "frida@client.example"));

        Answer booked = http.form("/embed", typed);

        assertThat(booked.status()).as(booked.body()).isEqualTo(303);
        Answer done = http.get(local(booked.header("location")));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("Booked, Frida.", "/web/frame.js", "target=\"_blank\"");
        assertThat(done.header("content-security-policy")).contains("https://www.example.com");
        assertThat(http.get("/web/frame.js").status()).isEqualTo(200);
        assertThat(http.staffGet("/staff/calls/embed").body())
                .contains("/embed?type=exploration-call", "/web/embed.js");
    }

    @Test
    void zonesAreFoundByCityAndCountryWithoutScript() {
        assertThat(http.get("/book?find=germany").body()).contains("zone=Europe/Berlin", "Berlin, Germany");
        assertThat(http.get("/book?find=sao%20paulo").body()).contains("zone=America/Sao_Paulo");
        assertThat(http.get("/book?find=US/Pac").body()).contains("zone=US/Pacific");
        assertThat(http.get("/book?find=%3Cscript%3E").body())
                .contains("No place by that name")
                .doesNotContain("<script>");
    }

    @Test
    void daysAreHeardWithTheirDateAndCountAndTimesWithThePractices() {
        String berlin = http.get("/book?zone=Europe/Berlin").body();

        assertThat(berlin).containsPattern("<span class=\"vh\">Wednesday, December 2, 2026, \\d+ times free</span>");
        assertThat(berlin).contains("9:00 am in Los Angeles", "In small: the time in Los Angeles");
        assertThat(http.get("/book").body()).doesNotContain("In small:");
        assertThat(berlin).contains("January 2027", "from=2027-01-01");
        assertThat(http.get("/book?from=2027-01-01").body()).contains("January");
    }

    @Test
    void whatIsAskedAfterAYesStandsInsideItsQuestion() {
        Answer put = http.staff(
                "PUT",
                "/api/booking/v1/call-types/asking",
                "{\"name\":\"Asking\",\"practitioner\":\"me\",\"questions\":[{\"id\":\"hurt\",\"label\":\"Hurt?\",\"kind\":\"YES_NO\","
                        + "\"required\":true},{\"id\":\"where\",\"label\":\"Where?\",\"kind\":\"TEXT\",\"required\":true,"
                        + "\"showWhen\":{\"question\":\"hurt\",\"equals\":\"yes\"}}]}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        Answer details = chosen(30, "?type=asking");

        assertThat(details.body()).containsPattern("(?s)class=\"ask-yes\".*class=\"ask-more flow\".*Where\\?");
        Map<String, String> typed = hidden(details.body());
        typed.putAll(Map.of("name", "Ines", "email", "ines@client.example", "q_hurt", "yes"));
        assertThat(http.form("/book", typed).body()).contains("Please answer this question", "value=\"yes\" checked");
        typed.put("q_hurt", "no");
        assertThat(http.form("/book", typed).status()).isEqualTo(303);
        http.staff("DELETE", "/api/booking/v1/call-types/asking", "");
    }

    @Test
    void whoFindsNoTimeAsksForOneAndMayLeaveTheList() {
        String form = http.get("/book/request?type=exploration-call&zone=Europe/Berlin")
                .body();
        Map<String, String> fields = hidden(form);
        fields.putAll(
                Map.of("day", "MONDAY", "part", "MORNING", "preferred", "Best <b>early</b>", "name", "Otto Wahl"));
        fields.put("email", "otto@client");
        Answer refused = http.form("/book/request", fields);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Best &lt;b&gt;early", "value=\"MONDAY\" checked", "value=\"MORNING\" checked");

        fields.put("email", "otto@client.example");
        Answer asked = http.form("/book/request", fields);

        assertThat(asked.status()).as(asked.body()).isEqualTo(303);
        String page = local(asked.header("location"));
        assertThat(http.get(page).body()).contains("You are on the list", "otto@client.example");
        assertThat(http.staffGet("/staff/calls/waiting").body())
                .contains("Otto Wahl", "Mon, until 12:00", "Best &lt;b&gt;early");
        assertThat(http.form(page + "/leave", Map.of()).status()).isEqualTo(410);
        assertThat(http.get(page).status()).isEqualTo(410);
    }

    @Test
    void staffMoveACallToAFreeTimeAndToAnyOther() {
        Answer booked = send(chosen(40, ""), Map.of("name", "Uwe Mann", "email", "uwe@client.example"));
        String token = local(booked.header("location")).replaceAll("/calls/|/booked", "");
        String id = http.get("/api/booking/v1/manage/" + token).text("callId");

        assertThat(http.staffGet("/staff/calls/" + id).body()).contains("Move the call", "To a free time");
        Answer moved =
                http.staffForm("/staff/calls/" + id + "/reschedule", Map.of("start", "x", "other", "2026-12-19T07:15"));

        assertThat(moved.status()).as(moved.body()).isEqualTo(303);
        assertThat(http.staffGet("/api/booking/v1/calls/" + id).text("start")).isEqualTo("2026-12-19T15:15:00Z");
        String day = http.staffGet("/staff/calls?view=day&from=2026-12-19").body();
        assertThat(day).contains("Agenda, Saturday, December 19", "Uwe M.", "7:15 am");
        assertThat(http.staffGet("/staff/calls?view=day&from=2026-12-19&state=CANCELLED")
                        .body())
                .contains("No calls that day");
        assertThat(http.staffGet("/staff/calls/open").body()).contains("Every call has its outcome");
    }

    @Test
    void aFieldErrorKeepsWhatWasTyped() {
        Answer details = chosen(0, "");

        Answer refused = send(
                details, Map.of("name", "Ana", "email", "ana@example", "q_wish", "To <garden>.", "followUp", "yes"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("One field needs a look", "The ending is missing, for example .com or .org")
                .contains("value=\"ana@example\"", "To &lt;garden&gt;.", "aria-invalid=\"true\"", "checked");
        assertThat(send(refused, Map.of("name", "Ana", "email", "ana2@example.org"))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void everythingThatNeedsALookIsSaidAtOnceAndLeadsToItsField() {
        Answer refused = send(chosen(0, ""), Map.of("name", "", "email", "ana@example", "phone", "call me"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("3 fields need a look", "href=\"#name\"", "href=\"#email\"", "href=\"#phone\"")
                .contains("autofocus", "id=\"name-error\"", "id=\"email-error\"", "id=\"phone-error\"");
    }

    @Test
    void aTakenTimeOffersThreeOthersAndOneTapBooksWithWhatWasTyped() {
        Map<String, String> fields = hidden(chosen(1, "").body());
        fields.remove("hold");
        Map<String, String> first = new LinkedHashMap<>(fields);
        first.putAll(Map.of("name", "First", "email", "first@client.example"));
        String key = fields.get("key");
        database.getMongoDatabase()
                .getCollection("booking.calendars")
                .updateOne(
                        new Document("_id", "me"),
                        new Document("$pull", new Document("state.claims", new Document("state", "HELD"))));
        first.put("key", "another-" + key);
        assertThat(http.form("/book", first).status()).isEqualTo(303);

        fields.putAll(Map.of("name", "Second", "email", "second@client.example", "q_wish", "Kept text"));
        Answer taken = http.form("/book", fields);

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.body()).contains("was just taken", "Kept text", "second@client.example");
        assertThat(slots(taken.body())).hasSize(3);
        Answer other = send(
                taken,
                Map.of(
                        "name",
                        "Second",
                        "email",
                        "second@client.example",
                        "slot",
                        slots(taken.body()).getFirst()));
        assertThat(other.status()).as(other.body()).isEqualTo(303);
    }

    @Test
    void whatFillsInTheHiddenFieldSeesSuccessAndLeavesNothing() {
        Answer details = chosen(2, "");
        long calls = stored("booking.calls");

        Answer sent = send(details, Map.of("name", "Bot", "email", "bot@client.example", "website", "http://x"));

        assertThat(sent.status()).isEqualTo(303);
        assertThat(http.get(local(sent.header("location"))).body()).contains("Booked");
        assertThat(stored("booking.calls")).isEqualTo(calls);
    }

    @Test
    void staffSeeTheAgendaAndACallAndRecordHowItWent() {
        Answer booked = send(
                chosen(10, ""), Map.of("name", "Tom Berger", "email", "tom@client.example", "q_wish", "Sit & listen"));
        String token = local(booked.header("location")).replaceAll("/calls/|/booked", "");
        String id = http.get("/api/booking/v1/manage/" + token).text("callId");

        assertThat(http.get("/staff/calls").status()).isIn(302, 303, 401);
        assertThat(http.staffGet("/staff/calls").body()).contains("Agenda,", "Tom B.");
        Answer page = http.staffGet("/staff/calls/" + id);
        assertThat(page.body())
                .contains("What Tom told you", "Sit &amp; listen", "Interested", "Cancel the call")
                .doesNotContain("Record no-show");
        Answer recorded = http.staffForm(
                "/staff/calls/" + id + "/outcome",
                Map.of("outcome", "INTERESTED", "back", "/staff/today", "note", "again"));
        assertThat(recorded.status()).isEqualTo(303);
        assertThat(local(recorded.header("location"))).isEqualTo("/staff/today");
        Answer elsewhere = http.staffForm(
                "/staff/calls/" + id + "/outcome", Map.of("outcome", "NOT_NOW", "back", "//evil.example/x"));
        assertThat(local(elsewhere.header("location"))).isEqualTo("/staff/calls/" + id);
        assertThat(http.staffGet("/staff/calls/" + id).body()).contains("not now", "again");
    }

    @Test
    void whoBooksTooOftenIsAskedToWait() {
        for (int i = 0; i < 30; i++) {
            http.from("203.0.113.9").post("/api/booking/v1/calls", "{}");
        }

        Answer refused = http.from("203.0.113.9").post("/api/booking/v1/calls", "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 600);
        assertThat(http.from("203.0.113.10").post("/api/booking/v1/calls", "{}").status())
                .isNotEqualTo(429);
    }
}
