package throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import throughline.clock.ClockWalk;
import throughline.contract.ArticleId;
import throughline.contract.booking.Outcome;
import throughline.contract.content.ArticlePublished;
import throughline.event.EventRecords;
import throughline.notification.Booking.Call;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;
import tools.jackson.databind.JsonNode;

/** What staff can do to sequences that run: pause, move, approve, limit; and what the answers to "why" say. */
@SpringBootTest(
        classes = NotificationMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2026-12-01T12:00:00Z",
            "throughline.smtp.tls=none",
            "throughline.api-token=" + Http.TOKEN
        })
class SteeringTests {

    private static final ScriptedSmtpServer SMTP = ScriptedSmtpServer.start(Extension.PIPELINING);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String API = "/api/notification/v1/";
    private static final String SETTINGS = API + "settings";
    private static final Pattern CONFIRM = Pattern.compile("https?://[^/\\s]+(/subscriptions/[^\\s\"<>]+)");

    @Autowired
    KafkaOperations<String, byte[]> kafka;

    @Autowired
    EventRecords records;

    @Autowired
    Clock clock;

    @Autowired
    ClockWalk walk;

    @LocalServerPort
    int port;

    private Http http;
    private Booking booking;

    @DynamicPropertySource
    static void smtp(DynamicPropertyRegistry properties) {
        properties.add("throughline.smtp.host", () -> "127.0.0.1");
        properties.add("throughline.smtp.port", SMTP::port);
    }

    @BeforeEach
    void outside() {
        http = new Http(port);
        booking = new Booking(kafka, records, clock);
    }

    @AfterEach
    void noSettings() {
        assertThat(staff("PUT", SETTINGS, "{}").at("/relay").isObject()).isTrue();
    }

    @AfterAll
    static void stop() {
        SMTP.close();
    }

    @Test
    void aPausedSequenceSendsNothingAndGoesOnAsMuchLater() {
        sequence("pausing", "INTERESTED", "", "P1D", "P5D");
        Call call = interested("pia");

        staff("POST", API + "sequences/pausing/pause", "");
        advance(Duration.ofDays(10));
        assertThat(from("pausing", call)).isEmpty();
        assertThat(staff("GET", API + "enrollments?client=" + call.client().value() + "&sequence=pausing", "")
                        .at("/items/0/state")
                        .asString())
                .isEqualTo("PAUSED");
        staff("POST", API + "sequences/pausing/resume", "{\"mode\":\"SHIFT\"}");
        advance(Duration.ofHours(20));
        assertThat(from("pausing", call)).as("not at once").isEmpty();
        advance(Duration.ofDays(2));

        assertThat(from("pausing", call)).hasSize(1);
        advance(Duration.ofDays(5));
        assertThat(from("pausing", call)).hasSize(2);
    }

    @Test
    void aPauseWhoseTimesStayIsNotMadeUpForInABurst() {
        sequence("keeping", "INTERESTED", "", "P1D", "P2D", "P3D");
        Call call = interested("kea");

        staff("POST", API + "sequences/keeping/pause", "");
        advance(Duration.ofDays(20));
        staff("POST", API + "sequences/keeping/resume", "{\"mode\":\"KEEP\"}");
        settle();
        advance(Duration.ofHours(1));

        assertThat(from("keeping", call)).as("one late mail, not three").hasSize(1);
        advance(Duration.ofDays(5));
        assertThat(from("keeping", call)).hasSize(3);
    }

    @Test
    void whoIsMovedGetsNoStepTwiceAndWhoFinishesKeepsTheirVersion() {
        sequence("moving", "INTERESTED", "", "P1D", "P9D");
        Call call = interested("moa");
        advance(Duration.ofDays(2));
        assertThat(from("moving", call)).hasSize(1);
        sequence("moving", "INTERESTED", "", "P1D", "P9D", "P12D");

        JsonNode finish = staff("POST", API + "sequences/moving/move", "{\"from\":1,\"to\":2,\"choice\":\"FINISH\"}");
        JsonNode move = staff("POST", API + "sequences/moving/move", "{\"from\":1,\"to\":2,\"choice\":\"MOVE\"}");
        advance(Duration.ofDays(20));

        assertThat(finish.at("/moved").asInt()).isZero();
        assertThat(move.at("/moved").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(from("moving", call)).containsExactly("moving 0", "moving 1", "moving 2");
        assertThat(http.staff("POST", API + "sequences/moving/move", "{\"from\":1,\"to\":99,\"choice\":\"MOVE\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whoIsStoppedWhenANewVersionIsSavedGetsNothingMore() {
        sequence("halting", "INTERESTED", "", "P1D", "P9D");
        Call call = interested("hal");
        advance(Duration.ofDays(2));
        sequence("halting", "INTERESTED", "", "P1D", "P9D", "P12D");

        JsonNode stop = staff("POST", API + "sequences/halting/move", "{\"from\":1,\"to\":2,\"choice\":\"STOP\"}");
        advance(Duration.ofDays(20));

        assertThat(stop.at("/moved").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(from("halting", call)).containsExactly("halting 0");
        JsonNode run = staff("GET", API + "enrollments?client=" + call.client().value() + "&sequence=halting", "")
                .at("/items/0");
        assertThat(run.at("/state").asString()).isEqualTo("ENDED");
        assertThat(run.at("/endedBecause").asString()).isEqualTo("stopped");
        retire("halting");
    }

    @Test
    void aStepLeftOutByHandIsNotSentAndTheOthersComeAtTheirTimes() {
        sequence("skipping", "INTERESTED", "", "P1D", "P5D", "P9D");
        Call call = interested("ski");
        advance(Duration.ofDays(2));
        String runs = API + "enrollments";
        String id = staff("GET", runs + "?client=" + call.client().value() + "&sequence=skipping", "")
                .at("/items/0/id")
                .asString();

        JsonNode skipped = staff("POST", runs + "/" + id + "/skip", "");
        advance(Duration.ofDays(4));
        assertThat(from("skipping", call)).containsExactly("skipping 0");
        advance(Duration.ofDays(20));

        assertThat(skipped.at("/step").asString()).isEqualTo("s2");
        assertThat(from("skipping", call)).containsExactly("skipping 0", "skipping 2");
        JsonNode rows = staff(
                "GET", API + "deliveries?state=SKIPPED&client=" + call.client().value(), "");
        assertThat(rows.at("/items")
                        .valueStream()
                        .filter(r -> r.at("/step").asString("").equals("s1")))
                .as("one row with its reason")
                .hasSize(1)
                .allMatch(r -> r.at("/reason").asString().equals("stopped"));
        assertThat(http.staff("POST", runs + "/" + id + "/skip", "").statusCode())
                .as("nothing is to come any more")
                .isEqualTo(409);
        retire("skipping");
    }

    @Test
    void articleMailsCountTowardWhatAnAddressGetsOnOneDay() {
        sequence("beside", "INTERESTED", "", "PT2H");
        Call call = interested("bes");
        subscribed(call.email());
        staff("PUT", SETTINGS, "{\"perAddressPerDay\":1}");

        article("news-of-the-day");
        await().atMost(SOON).until(() -> got(call, "news-of-the-day"));
        advance(Duration.ofHours(3));
        assertThat(from("beside", call)).as("the day is full").isEmpty();
        article("more-news");
        advance(Duration.ofHours(1));
        assertThat(got(call, "more-news"))
                .as("the second article waits as well")
                .isFalse();
        advance(Duration.ofDays(6)); // a day each: the second article, and what else the client is sent after the call

        assertThat(from("beside", call)).hasSize(1);
        assertThat(got(call, "more-news")).isTrue();
        retire("beside");
    }

    private void subscribed(String email) {
        http.json(API + "subscriptions", "{\"email\":\"" + email + "\",\"purpose\":\"articles\"}");
        String page = await().atMost(SOON)
                .until(
                        () -> SMTP.acceptedBy(email).stream()
                                .map(mail -> CONFIRM.matcher(mail.readable()))
                                .filter(Matcher::find)
                                .map(link -> link.group(1))
                                .findFirst()
                                .orElse(""),
                        link -> !link.isEmpty());
        Matcher action = Pattern.compile("<form[^>]*action=\"([^\"]+)\"")
                .matcher(http.get(page).body());
        assertThat(action.find()).isTrue();
        assertThat(http.form(action.group(1), "").statusCode()).isEqualTo(200);
        settle();
    }

    private void article(String slug) {
        booking.say(new ArticlePublished(
                new ArticleId("article-" + slug),
                slug,
                "http://practice.example/articles/" + slug,
                slug,
                "A summary.",
                "Mira Sorrel",
                "en",
                1,
                clock.instant(),
                4,
                true));
        settle();
    }

    private static boolean got(Call call, String slug) {
        return SMTP.acceptedBy(call.email()).stream()
                .anyMatch(mail -> mail.readable().contains("/articles/" + slug));
    }

    @Test
    void askFirstSendsNothingBeforeTheYesAndTheListComesInTheEvening() {
        sequence("asking", "INTERESTED", ",\"approval\":\"ASK_FIRST\"", "PT1H", "P9D");
        Call call = interested("asa");
        int lists = lists();

        advance(Duration.ofHours(2));
        assertThat(from("asking", call)).isEmpty();
        JsonNode waiting = staff(
                        "GET",
                        API + "deliveries?state=PLANNED&client=" + call.client().value(),
                        "")
                .at("/items/0");
        advance(Duration.ofHours(26));
        assertThat(lists()).isEqualTo(lists + 1);
        assertThat(waiting.at("/reason").asString()).isEqualTo("awaiting_approval");

        http.staff("POST", API + "deliveries/" + waiting.at("/id").asString() + "/approve", "");
        settle();

        assertThat(from("asking", call)).hasSize(1);
        assertThat(http.staff("POST", API + "deliveries/" + waiting.at("/id").asString() + "/approve", "")
                        .statusCode())
                .isEqualTo(409);
        assertThat(staff("GET", API + "enrollments?client=" + call.client().value() + "&sequence=asking", "")
                        .at("/items/0/state")
                        .asString())
                .isEqualTo("WAITING");
    }

    @Test
    void whatNobodyApprovesInTimeIsSkippedOrSentAsThePracticeHasSettled() {
        sequence("deadline", "INTERESTED", ",\"approval\":\"ASK_FIRST\"", "PT1H");
        staff("PUT", SETTINGS, "{\"approvalDeadline\":\"PT5H\",\"approvalPolicy\":\"SKIP\"}");
        Call skipped = interested("sky");
        advance(Duration.ofHours(7));
        staff("PUT", SETTINGS, "{\"approvalDeadline\":\"PT5H\",\"approvalPolicy\":\"SEND\"}");
        Call sent = interested("sen");
        advance(Duration.ofHours(7));

        assertThat(from("deadline", skipped)).isEmpty();
        assertThat(from("deadline", sent)).hasSize(1);
        JsonNode row = staff(
                "GET",
                API + "deliveries?state=SKIPPED&client=" + skipped.client().value(),
                "");
        assertThat(row.at("/items").valueStream().map(r -> r.at("/reason").asString()))
                .contains("not_approved");
    }

    @Test
    void theOneWithThePriorityGoesFirstWhereACapAllowsOne() {
        sequence("low", "INTERESTED", ",\"priority\":1", "PT1H");
        sequence("high", "INTERESTED", ",\"priority\":9", "PT1H");
        staff("PUT", SETTINGS, "{\"perAddressPerDay\":1}");
        Call call = interested("cap");

        advance(Duration.ofHours(2));
        assertThat(from("high", call)).hasSize(1);
        assertThat(from("low", call)).isEmpty();
        advance(Duration.ofDays(3));

        assertThat(from("low", call)).hasSize(1);
        retire("low");
        retire("high");
    }

    @Test
    void aConditionMayAskForTheKindOfCall() {
        sequence("kind", "INTERESTED\",\"callType\":\"exploration-call", "", "PT1H");
        sequence("other-kind", "INTERESTED\",\"callType\":\"massage", "", "PT1H");
        Call call = interested("con");

        advance(Duration.ofHours(2));

        assertThat(from("kind", call)).hasSize(1);
        assertThat(from("other-kind", call)).isEmpty();
        JsonNode why = staff("GET", API + "why?client=" + call.client().value() + "&sequence=other-kind", "");
        assertThat(why.at("/items/0/sentence").asString()).contains("did not begin", "massage");
        retire("kind");
        retire("other-kind");
    }

    @Test
    void everyMailAnswersWhyItWasSentOrNot() {
        Call call = interested("why");
        advance(Duration.ofDays(2));
        JsonNode mail = staff("GET", API + "deliveries?client=" + call.client().value() + "&state=ACCEPTED", "")
                .at("/items")
                .valueStream()
                .filter(m -> m.at("/step").asString("").equals("as-promised"))
                .findFirst()
                .orElseThrow();

        JsonNode why = staff("GET", API + "deliveries/" + mail.at("/id").asString() + "/why", "");

        assertThat(why.at("/event/type").asString()).isEqualTo("CallOutcomeRecorded");
        assertThat(why.at("/enrollment/sequence").asString()).isEqualTo("after-interested");
        assertThat(why.at("/enrollment/version").asInt()).isEqualTo(1);
        assertThat(why.at("/consent/given").asBoolean()).isTrue();
        assertThat(why.at("/delivery/state").asString()).isEqualTo("ACCEPTED");
        assertThat(why.at("/sentence").asString()).contains("Accepted by the mail server", "1 day after the outcome");
        assertThat(http.staff("GET", "/staff/sequences/why/" + mail.at("/id").asString(), "")
                        .body())
                .contains("Why this mail", "Call outcome recorded", "Follow-up mails", "1 day after the outcome")
                .doesNotContain(why.at("/event/id").asString());
        assertThat(http.staff("GET", "/staff/sequences/people/" + call.client().value(), "")
                        .body())
                .contains("did not begin");
    }

    @Test
    void aRehearsalSaysWhoWouldHaveGotWhatAndSendsNothing() {
        Call call = interested("reh");
        advance(Duration.ofDays(2));
        int before = SMTP.acceptedBy(call.email()).size();

        JsonNode played = staff("POST", API + "sequences/after-interested/rehearse", "");
        JsonNode draft = staff(
                "POST",
                API + "sequences/after-interested/rehearse",
                "{\"name\":\"D\",\"trigger\":{\"event\":\"CallOutcomeRecorded\"},\"steps\":[{\"id\":\"a\",\"after\":\"PT1H\",\"template\":{\"subject\":\"Draft\",\"markdown\":\"m\"}}]}");
        settle();

        assertThat(played.at("/version").asInt()).isEqualTo(1);
        assertThat(played.at("/runs").valueStream().map(r -> r.at("/clientId").asString()))
                .contains(call.client().value());
        assertThat(played.at("/mails").asInt()).isPositive();
        assertThat(draft.at("/runs/0/mails/0/subject").asString()).isEqualTo("Draft");
        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
        assertThat(http.staff("GET", "/staff/sequences/after-interested/rehearsal", "")
                        .body())
                .contains("Version 1 would have sent", "Zoë Núñez", "As promised after our call");
    }

    @Test
    void theEditorsFormsSaveVersionsAndShowWhatIsWrongWithNothingLost() {
        sequence("edited", "NOT_NOW", "", "P1D");
        String page = "/staff/sequences/edited";

        var saved =
                form(page + "/steps/s0", "do=save&amount=3&unit=weeks&at=10:30&day=MON&subject=Better&markdown=Text");
        JsonNode now = staff("GET", API + "sequences/edited", "");
        var broken = form(page + "/steps/s0", "do=save&amount=1&subject=&markdown=Kept+text");
        var added = form(page + "/steps", "");

        assertThat(saved.statusCode()).isEqualTo(302);
        assertThat(now.at("/steps/0/after").asString()).isEqualTo("P21D");
        assertThat(now.at("/steps/0/template/subject").asString()).isEqualTo("Better");
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("Not saved", "Kept text", "needs a subject");
        assertThat(added.statusCode()).isEqualTo(302);
        assertThat(now.at("/version").asInt()).isEqualTo(2);
        assertThat(staff("GET", API + "sequences/edited", "").at("/steps").size())
                .isEqualTo(2);
        assertThat(http.staff("GET", page, "").body()).contains("Better", "Save as a new version", "Send window");
        retire("edited");
    }

    @Test
    void aNewSequenceIsADraftUntilItIsLetStartAndACopyIsOneOfItsOwn() {
        var page = http.staff("GET", "/staff/sequences/new", "");
        var nameless = form("/staff/sequences", "name=&start=NOT_A_FIT&copy=");
        var copied = form("/staff/sequences", "name=Café+visit&start=INTERESTED&copy=after-not-now");
        var scratch = form("/staff/sequences", "name=new&start=NO_SHOW&copy=");
        Call before = interested("dra");
        String id = "cafe-visit";

        form(
                "/staff/sequences/" + id + "/steps/in-three-months",
                "do=save&amount=2&unit=hours&subject=cafe+1&markdown=M");
        assertThat(staff("GET", API + "sequences/" + id, "").at("/retired").asBoolean())
                .as("a draft stays one when it is saved")
                .isTrue();
        form("/staff/sequences/" + id + "/live", "do=live");
        Call after = interested("drb");
        advance(Duration.ofDays(4));

        assertThat(page.body()).contains("New sequence", "Copied from", "In three months");
        assertThat(nameless.statusCode()).isEqualTo(422);
        assertThat(nameless.body()).contains("needs a name");
        assertThat(copied.headers().firstValue("Location").orElseThrow()).endsWith("/staff/sequences/" + id);
        assertThat(scratch.headers().firstValue("Location").orElseThrow()).endsWith("/staff/sequences/sequence");
        assertThat(from("cafe", before)).as("nobody starts a draft").isEmpty();
        assertThat(from("cafe", after)).hasSize(1);
        assertThat(staff("GET", API + "sequences/after-not-now", "")
                        .at("/version")
                        .asInt())
                .as("the model is as it was")
                .isEqualTo(1);
        form("/staff/sequences/" + id + "/live", "do=retire");
        assertThat(staff("GET", API + "sequences/" + id, "").at("/retired").asBoolean())
                .isTrue();
    }

    @Test
    void aMailIsShownAsTheClientSeesItAndATestGoesToThePractitionerOnly() {
        Call call = interested("pre");
        int before = SMTP.acceptedBy(call.email()).size();
        String step = "/staff/sequences/after-interested/steps/as-promised";

        String client = "?client=" + call.client().value();
        var page = http.staff("GET", step + "/preview" + client, "");
        var framed = http.staff("GET", step + "/preview/html" + client, "");
        form(step + "/test", "client=" + call.client().value());

        assertThat(page.body())
                .contains("<h1>As promised after our call</h1>", "Zoë", "Throughline", "preview/html" + client)
                .contains("sandbox=\"\"");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .as("a page of ours, in which scripts of ours may run")
                .doesNotContain("sandbox");
        assertThat(framed.body()).contains("Zoë");
        assertThat(framed.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox", "default-src 'none'");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SMTP.acceptedBy("practice@localhost"))
                        .anyMatch(mail -> subject(mail).equals("As promised after our call")));
        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
    }

    @Test
    void aMailOfNobodysCallOrArticleIsShownWithAnExample() {
        assertThat(heading("confirmation/steps/confirmed")).matches("Your call on \\w+day, .* at 10:00 am");
        assertThat(heading("article/steps/new-article")).isEqualTo("New: An article as an example");
        assertThat(http.staff("GET", "/staff/sequences/article/steps/new-article/preview", "")
                        .body())
                .as("the reason is the article's own")
                .contains("because you asked for new articles");
    }

    private String heading(String step) {
        String page =
                http.staff("GET", "/staff/sequences/" + step + "/preview", "").body();
        return page.replaceAll("(?s).*<h1>(.*?)</h1>.*", "$1");
    }

    @Test
    void jobsAndApprovalsAreShown() {
        assertThat(staff("GET", API + "cron", "")
                        .at("/items")
                        .valueStream()
                        .map(j -> j.at("/name").asString()))
                .contains("due-runs", "approval-digest", "retention");
        assertThat(http.staff("GET", "/staff/sequences", "").body()).contains("What runs by itself", "Evening list");
        assertThat(http.staff("GET", "/staff/sequences/approvals", "").body()).contains("For your yes");
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedAndGoodOnesAreVersions() {
        assertThat(http.staff("PUT", SETTINGS, "{\"perAddressPerDay\":0}").statusCode())
                .isEqualTo(422);
        assertThat(http.staff("PUT", SETTINGS, "{\"quietHours\":{\"from\":\"00:00\",\"to\":\"24:00\"}}")
                        .statusCode())
                .isEqualTo(422);
        int before = staff("GET", SETTINGS, "").at("/version").asInt();

        JsonNode saved = staff(
                "PUT",
                SETTINGS,
                "{\"quietHours\":{\"from\":\"21:00\",\"to\":\"07:30\"},\"holidays\":[\"2026-12-25\"],\"relay\":{\"perMinute\":60}}");

        assertThat(saved.at("/version").asInt()).isEqualTo(before + 1);
        assertThat(saved.at("/quietHours/to").asString()).isEqualTo("07:30");
        assertThat(saved.at("/relay/perMinute").asInt()).isEqualTo(60);
        assertThat(saved.at("/approvalPolicy").asString()).isEqualTo("SKIP");
    }

    private void sequence(String id, String outcome, String more, String... after) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < after.length; i++) {
            steps.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"s" + i + "\",\"after\":\"" + after[i] + "\",\"template\":{\"subject\":\"" + id
                            + " " + i + "\",\"markdown\":\"Hello.\"}}");
        }
        JsonNode saved = staff(
                "PUT",
                API + "sequences/" + id,
                "{\"name\":\"" + id + "\",\"trigger\":{\"event\":\"CallOutcomeRecorded\",\"when\":{\"outcome\":\""
                        + outcome + "\"}},\"steps\":[" + steps + "]" + more + "}");
        assertThat(saved.at("/version").asInt()).as(saved.toString()).isPositive();
    }

    private void retire(String id) {
        http.staff("DELETE", API + "sequences/" + id, "");
    }

    private Call interested(String name) {
        Call call = booking.call(name, Duration.ofHours(3));
        booking.booked(call);
        await().atMost(SOON).until(() -> !SMTP.acceptedBy(call.email()).isEmpty());
        advance(Duration.ofHours(4));
        booking.outcome(call, Outcome.INTERESTED);
        settle();
        return call;
    }

    private List<String> from(String sequence, Call call) {
        return SMTP.acceptedBy(call.email()).stream()
                .map(SteeringTests::subject)
                .filter(s -> s.matches(sequence + " \\d"))
                .toList();
    }

    private int lists() {
        return (int) SMTP.acceptedBy("practice@localhost").stream()
                .filter(mail -> subject(mail).endsWith("for your yes"))
                .count();
    }

    private static String subject(AcceptedMail mail) {
        return mail.header("Subject").orElseThrow();
    }

    private HttpResponse<String> form(String path, String body) {
        return http.staffForm(path, body);
    }

    private JsonNode staff(String method, String path, String body) {
        return Http.read(http.staff(method, path, body));
    }

    private void advance(Duration by) {
        walk.moveTo(clock.instant().plus(by));
    }

    private void settle() {
        walk.moveTo(clock.instant());
    }
}
