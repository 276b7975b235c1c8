package throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

/** Consent given and withdrawn, through the links in real mails and without a cookie. */
@SpringBootTest(
        classes = NotificationMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2026-12-01T12:00:00Z",
            "throughline.smtp.tls=none",
            "throughline.trusted-proxies=127.0.0.1",
            "throughline.url=http://practice.example",
            "throughline.api-token=" + Http.TOKEN
        })
class ConsentTests {

    private static final ScriptedSmtpServer SMTP = ScriptedSmtpServer.start(Extension.PIPELINING);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final String SUBSCRIPTIONS = "/api/notification/v1/subscriptions";

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

    @AfterAll
    static void stop() {
        SMTP.close();
    }

    @Test
    void onlyTheButtonBehindTheLinkConfirms() {
        subscribe("ria@client.example");
        String link = firstLink(mailTo("ria@client.example", 1));
        publish("first-light");
        assertThat(SMTP.acceptedBy("ria@client.example"))
                .as("not confirmed yet")
                .hasSize(1);

        HttpResponse<String> page = http.get(link);
        publish("second-light");
        assertThat(SMTP.acceptedBy("ria@client.example"))
                .as("looking confirms nothing")
                .hasSize(1);
        HttpResponse<String> confirmed = http.form(actionOf(page), "");
        HttpResponse<String> again = http.form(actionOf(page), "");
        publish("third-light");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        AcceptedMail article = mailTo("ria@client.example", 2);
        assertThat(article.readable()).contains("third-light", "http://practice.example/articles/third-light");
        assertThat(article.header("List-Unsubscribe-Post")).contains("List-Unsubscribe=One-Click");
        assertThat(article.header("List-Id")).isPresent();
    }

    @Test
    void listMayBeLong() {
        String line = "long-list@client.example,,articles,2026-01-05," + "I want new articles. ".repeat(80) + "\n";

        JsonNode report = Http.read(http.staff(
                "POST",
                "/api/notification/v1/subscribers/import",
                "email,name,purpose,consentAt,consentText\n" + line.repeat(100)));

        assertThat(report.at("/imported").asInt()).isEqualTo(1);
        assertThat(report.at("/refused").size()).isZero();
    }

    @Test
    void questionCarriesNothingAnybodyTyped() {
        http.from(nextAddress())
                .json(
                        SUBSCRIPTIONS,
                        "{\"email\":\"sam@client.example\",\"purpose\":\"articles\",\"name\":\"Buy now\"}");

        AcceptedMail question = mailTo("sam@client.example", 1);

        assertThat(question.readable()).doesNotContain("Buy now");
        assertThat(question.header("List-Unsubscribe")).isEmpty();
    }

    @Test
    void askingAgainAtOnceSendsNoSecondQuestion() {
        subscribe("tea@client.example");
        mailTo("tea@client.example", 1);

        subscribe("tea@client.example");
        settle();

        assertThat(SMTP.acceptedBy("tea@client.example")).hasSize(1);
    }

    @Test
    void sameArticleTwiceIsOneMailForEachSubscriber() {
        List<String> readers = IntStream.range(0, 3)
                .mapToObj(i -> "reader" + i + "@client.example")
                .toList();
        readers.forEach(this::confirmed);

        Booking.Said said = publish("one-only");
        booking.again(said);
        booking.again(said);
        settle();

        assertThat(readers)
                .allSatisfy(reader -> assertThat(SMTP.acceptedBy(reader)).hasSize(2));
    }

    @Test
    void oneClickStopsArticlesForGoodAndAnswersTheSameEachTime() {
        confirmed("uta@client.example");
        publish("before-the-click");
        String stop = stopLink(mailTo("uta@client.example", 2));

        HttpResponse<String> first = http.form(stop, "List-Unsubscribe=One-Click");
        HttpResponse<String> second = http.form(stop, "List-Unsubscribe=One-Click");
        publish("after-the-click");

        assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(200, 200);
        assertThat(first.headers().firstValue("Location")).isEmpty();
        assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(SMTP.acceptedBy("uta@client.example")).hasSize(2);
    }

    @Test
    void twentyClicksAtOnceAreOneUnsubscribe() throws Exception {
        confirmed("twin@client.example");
        publish("for-twenty");
        String stop = stopLink(mailTo("twin@client.example", 2));

        try (var clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> twenty = IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> http.form(stop, "List-Unsubscribe=One-Click").statusCode())
                    .toList();
            for (Future<Integer> click : clicks.invokeAll(twenty)) {
                assertThat(click.get()).isEqualTo(200);
            }
        }
        publish("after-twenty");

        assertThat(SMTP.acceptedBy("twin@client.example")).hasSize(2);
    }

    @Test
    void whoConfirmsGetsAWelcomeTheNextMorningOnce() {
        confirmed("xena@client.example");

        advance(Duration.ofDays(3));

        assertThat(mailTo("xena@client.example", 2).header("Subject")).contains("What you can expect from these mails");
        assertThat(mailTo("xena@client.example", 2).header("List-Unsubscribe-Post"))
                .isPresent();
    }

    @Test
    void readerWithoutANameStandsOnThePagesByTheAddress() {
        confirmed("nameless@client.example");
        advance(Duration.ofDays(3));

        assertThat(http.staff("GET", "/staff/sequences/welcome", "").body()).contains(">nameless@client.example<");
        assertThat(http.staff("GET", "/staff/sequences/welcome/rehearsal", "").body())
                .contains(">nameless@client.example<");
    }

    @Test
    void whoUnsubscribesBeforeTheWelcomeGetsNone() {
        confirmed("yuna@client.example");
        publish("before-welcome");
        http.form(stopLink(mailTo("yuna@client.example", 2)), "List-Unsubscribe=One-Click");

        advance(Duration.ofDays(3));

        assertThat(SMTP.acceptedBy("yuna@client.example")).hasSize(2);
    }

    @Test
    void aListTakesConsentsButNeverBringsBackWhoSaidNo() {
        confirmed("left@client.example");
        publish("before-leaving");
        http.form(stopLink(mailTo("left@client.example", 2)), "List-Unsubscribe=One-Click");
        http.staff(
                "POST",
                "/api/notification/v1/suppressions",
                "{\"email\":\"barred@client.example\",\"reason\":\"asked by phone\"}");
        Call gone = booking.call("gone", Duration.ofDays(3));
        booking.booked(gone);
        mailTo(gone.email(), 1);
        booking.erased(gone);
        settle();

        var report =
                Http.read(http.staff("POST", "/api/notification/v1/subscribers/import", """
                    email,name,purpose,consentAt,consentText
                    new@client.example,=Nina,articles,2026-01-05,"I want new articles"
                    LEFT@client.example,,articles,2026-01-05,I want new articles
                    barred@client.example,,articles,2026-01-05,I want new articles
                    %s,,articles,2026-01-05,I want new articles
                    none@client.example,,articles,,
                    nonsense,,articles,2026-01-05,I want new articles
                    """.formatted(gone.email())));
        publish("after-the-list");

        assertThat(report.at("/imported").asInt()).isEqualTo(1);
        assertThat(report.at("/refused")
                        .valueStream()
                        .map(r -> r.at("/line").asInt() + " " + r.at("/code").asString()))
                .containsExactly("3 unsubscribed", "4 suppressed", "5 erased", "6 NO_PROOF", "7 BAD_EMAIL");
        mailTo("new@client.example", 1);
        assertThat(SMTP.acceptedBy("left@client.example")).hasSize(2);
        assertThat(SMTP.acceptedBy(gone.email())).hasSize(1);
        String list =
                http.staff("GET", "/api/notification/v1/subscribers/export", "").body();
        assertThat(list).contains("\"new@client.example\",\"'=Nina\"", "I want new articles", "\"withdrawn\"");
    }

    @Test
    void listIsBroughtOnThePageWhichSaysOfEachLineWhyItWasNotTaken() {
        http.staffForm("/staff/mail/suppressions", "email=page-barred%40client.example&reason=");

        String read = http.staffFile("/staff/mail/subscribers", "list", """
                        email,consentAt,consentText
                        page-new@client.example,2026-01-05,I want new articles
                        page-barred@client.example,2026-01-05,I want new articles
                        page-none@client.example,,
                        """).body();
        String unreadable =
                http.staffFile("/staff/mail/subscribers", "list", "just,words").body();
        String nothing = http.staffFile("/staff/mail/subscribers", "list", "").body();
        String found =
                http.staff("GET", "/staff/mail/subscribers?q=PAGE-new", "").body();
        String notFound =
                http.staff("GET", "/staff/mail/subscribers?q=.*nobody", "").body();

        assertThat(read)
                .contains("3 lines: 1 new, 0 there already, 2 not taken.")
                .contains("Line 3: not to be written to.")
                .contains("Line 4: there is no consentAt or no consentText.");
        assertThat(unreadable).contains("The list was not read", "The heading needs email");
        assertThat(nothing).contains("Choose a file first.");
        assertThat(found).contains("page-new@client.example", "Gets them", "From a list; agreed");
        assertThat(notFound).contains("No address with").doesNotContain("page-new@client.example");
    }

    @Test
    void addressIsSuppressedAndLetGoAgainOnThePage() {
        String page = "/staff/mail/suppressions";

        http.staffForm(page, "email=page-bounced%40client.example&reason=asked+by+phone");
        String shown = http.staff("GET", page, "").body();
        String wrong = http.staffForm(page, "email=nonsense&reason=").body();
        String id = Http.read(http.staff("GET", "/api/notification/v1/suppressions?size=500", ""))
                .at("/items")
                .valueStream()
                .filter(one -> one.at("/email").asString("").equals("page-bounced@client.example"))
                .map(one -> one.at("/id").asString())
                .findFirst()
                .orElseThrow();
        http.staffForm(page + "/" + id + "/lift", "");

        assertThat(shown).contains("page-bounced@client.example", "All mails: asked by phone, since");
        assertThat(wrong).contains("That is not an address mail can reach", "value=\"nonsense\"");
        assertThat(http.staff("GET", page, "").body()).doesNotContain("page-bounced@client.example");
    }

    @Test
    void lookingAtTheStopPageStopsNothing() {
        confirmed("vera@client.example");
        publish("looked-at");
        String stop = stopLink(mailTo("vera@client.example", 2));

        HttpResponse<String> page = http.get(stop);
        publish("still-coming");

        assertThat(page.body()).contains("v…a@client.example").contains(stop + "/confirm");
        mailTo("vera@client.example", 3);
    }

    @Test
    void unsubscribeStopsAtOnceAndOwnCallsGoOn() {
        Call call = followedUp("wilma");
        String stop =
                stopLink(mailTo(call.email(), SMTP.acceptedBy(call.email()).size()));

        HttpResponse<String> stopped = http.form(stop + "/confirm", "scope=follow-up");
        int before = SMTP.acceptedBy(call.email()).size();
        advance(Duration.ofDays(30));
        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
        booking.booked(booking.another(call, Duration.ofDays(20)));
        settle();

        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(endedBecause(call, "after-interested")).isEqualTo("unsubscribed");
        assertThat(SMTP.acceptedBy(call.email()))
                .as("a confirmation still goes")
                .hasSize(before + 1);
    }

    @Test
    void suppressedClientGetsNoFurtherSteps() {
        Call call = followedUp("xena");
        int before = SMTP.acceptedBy(call.email()).size();

        HttpResponse<String> added = http.staff(
                "POST",
                "/api/notification/v1/suppressions",
                "{\"email\":\"" + call.email().toUpperCase(Locale.ROOT) + "\",\"reason\":\"asked by phone\"}");
        advance(Duration.ofDays(30));

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(endedBecause(call, "after-interested")).isEqualTo("suppressed");
        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
        assertThat(Http.read(http.staff("GET", "/api/notification/v1/suppressions", ""))
                        .at("/items/0/reason")
                        .asString())
                .isEqualTo("asked by phone");
        assertThat(http.staff("DELETE", "/api/notification/v1/suppressions?email=" + call.email(), "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void stoppedByHandIsStopped() {
        Call call = followedUp("yara");
        int before = SMTP.acceptedBy(call.email()).size();
        String id = run(call, "after-interested", "id");

        HttpResponse<String> stopped = http.staff("POST", "/api/notification/v1/enrollments/" + id + "/stop", "");
        advance(Duration.ofDays(30));

        assertThat(Http.read(stopped).at("/endedBecause").asString()).isEqualTo("stopped");
        assertThat(SMTP.acceptedBy(call.email())).hasSize(before);
    }

    @Test
    void preferencesShowAndSaveWhatIsWanted() {
        Call call = followedUp("zita");
        AcceptedMail mail = mailTo(call.email(), SMTP.acceptedBy(call.email()).size());
        Matcher link = Pattern.compile("http://practice.example(/preferences/[^\\s\"<>]+)")
                .matcher(mail.readable());
        assertThat(link.find()).isTrue();

        HttpResponse<String> page = http.get(link.group(1));
        HttpResponse<String> saved = http.form(link.group(1), "articles=yes");
        advance(Duration.ofDays(30));
        publish("wanted-now");

        assertThat(page.body()).contains("name=\"followup\" value=\"yes\" aria-describedby=\"p1\" checked");
        assertThat(saved.body()).contains("Saved.");
        assertThat(endedBecause(call, "after-interested")).isEqualTo("unsubscribed");
        assertThat(SMTP.acceptedBy(call.email()).getLast().readable()).contains("wanted-now");
    }

    @Test
    void readersClockIsShownAndWhatComesNextFollowsAnother() {
        Call call = followedUp("zora");
        String before = run(call, "after-interested", "dueAt");
        Matcher link = Pattern.compile("http://practice.example(/preferences/[^\\s\"<>]+)")
                .matcher(mailTo(call.email(), SMTP.acceptedBy(call.email()).size())
                        .readable());
        assertThat(link.find()).isTrue();

        HttpResponse<String> page = http.get(link.group(1));
        HttpResponse<String> nonsense = http.form(link.group(1), "followup=yes&zone=Nowhere/Else");
        assertThat(run(call, "after-interested", "dueAt")).isEqualTo(before);
        HttpResponse<String> saved = http.form(link.group(1), "followup=yes&zone=Asia%2FTokyo");

        assertThat(page.body()).contains("<option value=\"America/New_York\" selected=\"selected\">");
        assertThat(nonsense.statusCode()).isEqualTo(200);
        assertThat(saved.body()).contains("<option value=\"Asia/Tokyo\" selected=\"selected\">");
        assertThat(LocalTime.ofInstant(Instant.parse(before), ZoneId.of("America/New_York")))
                .isEqualTo(LocalTime.of(9, 0));
        assertThat(LocalTime.ofInstant(Instant.parse(run(call, "after-interested", "dueAt")), ZoneId.of("Asia/Tokyo")))
                .as("the same wall clock, elsewhere")
                .isEqualTo(LocalTime.of(9, 0));
        assertThat(Http.read(http.staff(
                                "GET",
                                "/api/notification/v1/clients/" + call.client().value(),
                                ""))
                        .at("/contact/zone")
                        .asString())
                .isEqualTo("Asia/Tokyo");
    }

    @Test
    void fileOfAPersonSaysWhyOfEachMailAndOfEachSequenceThatSentNone() {
        Call call = followedUp("zelda");
        int mails = SMTP.acceptedBy(call.email()).size() + 1;
        subscribe(call.email());
        mailTo(call.email(), mails);
        settle();

        JsonNode person = Http.read(http.staff(
                "GET", "/api/notification/v1/clients/" + call.client().value(), ""));

        List<JsonNode> why = person.at("/why").valueStream().toList();
        List<JsonNode> sent = why.stream()
                .filter(one -> one.at("/delivery/state").asString().equals("ACCEPTED"))
                .toList();
        assertThat(sent).hasSize(mails);
        assertThat(sent)
                .filteredOn(one -> one.at("/delivery/sequence").asString().equals("after-interested"))
                .first()
                .satisfies(one -> {
                    assertThat(one.at("/event/type").asString()).isEqualTo("CallOutcomeRecorded");
                    assertThat(one.at("/enrollment/version").asInt()).isEqualTo(1);
                    assertThat(one.at("/enrollment/rule").asString()).isNotEmpty();
                    assertThat(one.at("/consent/given").asBoolean()).isTrue();
                    assertThat(one.at("/sentence").asString()).isNotEmpty();
                });
        assertThat(why.stream()
                        .filter(one -> one.at("/delivery").isMissingNode())
                        .map(one -> one.at("/sentence").asString()))
                .as("and the reason where nothing came")
                .anyMatch(sentence -> sentence.contains("did not begin"));
        assertThat(person.at("/deliveries")
                        .valueStream()
                        .map(one -> one.at("/purpose").asString()))
                .as("mails of the same person's subscription belong to them")
                .contains("opt-in");
    }

    @Test
    void whoeverIsAboutToWriteToManyIsToldThatTheCheckHasNotPassed() {
        confirmed("xander@client.example");

        String standing = Http.read(http.staff("GET", "/api/notification/v1/deliverability/campaign", ""))
                .at("/standing")
                .asString();
        String warning = http.staff("GET", "/staff/mail/check/warning", "").body();

        assertThat(standing).isIn("UNCHECKED", "NOT_READY");
        assertThat(warning).contains("href=\"/staff/mail/check\"").contains("check");
        assertThat(http.get("/staff/mail/check/warning").statusCode()).isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/u/nonsense", "/preferences/nonsense", "/subscriptions/nonsense", "/u/a.0.b"})
    void unknownLinksAreAnsweredPolitely(String path) {
        assertThat(http.get(path).statusCode()).isEqualTo(404);
        assertThat(http.form(path, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(404);
        assertThat(http.get(path).body()).contains("Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"no address\",\"purpose\":\"articles\"}",
                "{\"email\":\"a@b\",\"purpose\":\"articles\"}",
                "{\"purpose\":\"articles\"}",
                "{\"email\":{\"$ne\":1},\"purpose\":\"articles\"}",
                "{\"email\":\"a@client.example\\r\\nBcc: b@client.example\",\"purpose\":\"articles\"}",
                "{\"email\":\"a@client.example\",\"purpose\":\"gossip\"}"
            })
    void badRequestsLeaveNothingBehind(String body) {
        HttpResponse<String> refused = http.from(nextAddress()).json(SUBSCRIPTIONS, body);

        assertThat(refused.statusCode()).isIn(400, 422);
        assertThat(Http.read(refused).at("/code").asString()).isNotEmpty();
    }

    @Test
    void sixthRequestInAMinuteIsRefusedWhicheverWayItComes() {
        Http one = http.from("203.0.113.77");
        for (int i = 0; i < 3; i++) {
            assertThat(one.json(SUBSCRIPTIONS, "{\"email\":\"many" + i + "@client.example\",\"purpose\":\"articles\"}")
                            .statusCode())
                    .isEqualTo(202);
        }
        for (int i = 3; i < 5; i++) {
            assertThat(one.form("/subscriptions", "email=many" + i + "%40client.example")
                            .statusCode())
                    .isEqualTo(200);
        }

        HttpResponse<String> json =
                one.json(SUBSCRIPTIONS, "{\"email\":\"more@client.example\",\"purpose\":\"articles\"}");
        HttpResponse<String> form = one.form("/subscriptions", "email=more%40client.example");

        assertThat(List.of(json.statusCode(), form.statusCode())).containsExactly(429, 429);
        assertThat(json.headers().firstValue("Retry-After")).isPresent();
        assertThat(SMTP.acceptedBy("more@client.example")).isEmpty();
    }

    /** An address nobody has asked from before, so that the limit is not in the way. */
    private static String nextAddress() {
        return "198.51.100." + ADDRESSES.incrementAndGet();
    }

    /** A client who has got the first follow-up mail. */
    private Call followedUp(String name) {
        Call call = booking.call(name, Duration.ofHours(3));
        booking.booked(call);
        settle();
        advance(Duration.ofHours(4));
        booking.outcome(call, Outcome.INTERESTED);
        settle();
        advance(Duration.ofDays(2));
        return call;
    }

    private void subscribe(String email) {
        assertThat(http.from(nextAddress())
                        .json(SUBSCRIPTIONS, "{\"email\":\"" + email + "\",\"purpose\":\"articles\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    private void confirmed(String email) {
        subscribe(email);
        assertThat(http.form(actionOf(http.get(firstLink(mailTo(email, 1)))), "")
                        .statusCode())
                .isEqualTo(200);
    }

    private Booking.Said publish(String slug) {
        Booking.Said said = booking.say(new ArticlePublished(
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
        return said;
    }

    private void advance(Duration by) {
        walk.moveTo(clock.instant().plus(by));
    }

    private void settle() {
        walk.moveTo(clock.instant());
    }

    private static AcceptedMail mailTo(String email, int count) {
        await().atMost(SOON).until(() -> SMTP.acceptedBy(email).size() >= count);
        return SMTP.acceptedBy(email).get(count - 1);
    }

    /** As a reader's mail program finds it: the first address in the source. */
    private static String firstLink(AcceptedMail mail) {
        Matcher link = Pattern.compile("https?://[^\\s\"<>]+").matcher(mail.readable());
        assertThat(link.find()).isTrue();
        return link.group().substring("http://practice.example".length());
    }

    private static String stopLink(AcceptedMail mail) {
        Matcher link = Pattern.compile("<http://practice.example(/u/[^>]+)>")
                .matcher(mail.header("List-Unsubscribe").orElseThrow());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String actionOf(HttpResponse<String> page) {
        Matcher action = Pattern.compile("<form[^>]*action=\"([^\"]+)\"").matcher(page.body());
        assertThat(action.find()).isTrue();
        return action.group(1);
    }

    private String endedBecause(Call call, String sequence) {
        return run(call, sequence, "endedBecause");
    }

    private String run(Call call, String sequence, String field) {
        return Http.read(http.staff(
                        "GET",
                        "/api/notification/v1/enrollments?client="
                                + call.client().value() + "&sequence=" + sequence,
                        ""))
                .at("/items/0/" + field)
                .asString();
    }
}
