package throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import throughline.clock.ClockWalk;
import throughline.contract.ArticleId;
import throughline.contract.content.ArticlePublished;
import throughline.contract.content.ArticleUnpublished;
import throughline.event.EventRecords;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;
import tools.jackson.databind.JsonNode;

/** An article on its way to its readers, as staff and their programs steer it. */
@SpringBootTest(
        classes = NotificationMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2026-12-01T12:00:00Z",
            "throughline.smtp.tls=none",
            "throughline.smtp.connections=2",
            "throughline.url=http://practice.example",
            "throughline.api-token=" + Http.TOKEN
        })
class ArticleMailTests {

    private static final ScriptedSmtpServer SMTP = ScriptedSmtpServer.start(Extension.PIPELINING);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ARTICLES = "/api/notification/v1/article-mails";
    private static final int READERS = 300;
    /** Rows claimed at once, and in the hands of each connection as many as have one intent. */
    private static final int ONE_BATCH = 50 + 2 * 10;

    @Autowired
    KafkaOperations<String, byte[]> kafka;

    @Autowired
    EventRecords records;

    @Autowired
    Clock clock;

    @Autowired
    ClockWalk walk;

    @Autowired
    ApplicationContext context;

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
    void readers() {
        http = new Http(port);
        booking = new Booking(kafka, records, clock);
        String list = IntStream.range(0, READERS)
                .mapToObj(i -> "reader" + i + "@client.example,,articles,2026-01-05,I want new articles\n")
                .collect(Collectors.joining("", "email,name,purpose,consentAt,consentText\n", ""));
        assertThat(http.staff("POST", "/api/notification/v1/subscribers/import", list)
                        .statusCode())
                .isEqualTo(200);
        SMTP.latency(Duration.ofMillis(10));
    }

    @AfterEach
    void atOnce() {
        SMTP.latency(Duration.ZERO);
        walk.moveTo(clock.instant());
    }

    @AfterAll
    static void stop() {
        SMTP.close();
    }

    @Test
    void pauseWorksAfterOneBatchAndResumingSendsToEveryoneOnce() {
        Booking.Said said = publish("paused-one");
        JsonNode article = whenSomeWereSent("paused-one");

        JsonNode paused = steer(article, "pause");
        int atThePause = sent("paused-one");
        booking.again(said);
        awaitNothingMoves("paused-one");

        assertThat(paused.at("/state").asString()).isEqualTo("PAUSED");
        assertThat(sent("paused-one")).isBetween(atThePause, atThePause + ONE_BATCH);
        assertThat(paused.at("/predictedFinish").isMissingNode()).isTrue();
        assertThat(page()).contains("paused-one", "Paused by", "Go on").doesNotContain("??");

        steer(article, "resume");
        await().atMost(SOON).until(() -> sent("paused-one") >= READERS);
        booking.again(said);
        walk.moveTo(clock.instant());
        assertThat(recipients("paused-one")).doesNotHaveDuplicates().hasSize(READERS);
        assertThat(read(article).at("/accepted").asInt()).isEqualTo(READERS);
    }

    @Test
    void stoppedArticleHasARowForEveryoneItDidNotReach() {
        Booking.Said said = publish("stopped-one");
        JsonNode article = whenSomeWereSent("stopped-one");

        assertThat(steer(article, "cancel").at("/state").asString()).isEqualTo("STOPPED");
        await().atMost(SOON).until(() -> read(article).at("/waiting").asInt() == 0);
        booking.again(said);
        walk.moveTo(clock.instant());

        JsonNode after = read(article);
        int accepted = after.at("/accepted").asInt();
        assertThat(accepted).isEqualTo(sent("stopped-one")).isLessThan(READERS);
        assertThat(after.at("/skipped").asInt()).isEqualTo(READERS - accepted);
        assertThat(after.at("/recipients").asInt()).isEqualTo(READERS);
        assertThat(skipped()
                        .filter(row -> row.at("/because").asString().equals(id(article)))
                        .map(row -> row.at("/reason").asString()))
                .hasSize(READERS - accepted)
                .containsOnly("stopped");
        assertThat(http.staff("POST", ARTICLES + "/" + id(article) + "/resume", "")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void stoppedBeforeAnythingWasPlannedEveryoneHasARowThatSaysSo() {
        SmartLifecycle planning =
                context.getBean("throughline.notification.article.ArticleWorker", SmartLifecycle.class);
        planning.stop();
        JsonNode article;
        try {
            publish("never-one");
            await().atMost(SOON).until(() -> article("never-one").isPresent());
            article = article("never-one").orElseThrow();
            assertThat(steer(article, "cancel").at("/waiting").asInt()).isEqualTo(READERS);
        } finally {
            planning.start();
        }

        await().atMost(SOON).until(() -> read(article).at("/waiting").asInt() == 0);
        assertThat(read(article).at("/skipped").asInt()).isEqualTo(READERS);
        assertThat(sent("never-one")).isZero();
    }

    @Test
    void withdrawnArticleIsToldToNobodyElse() {
        publish("withdrawn-one");
        JsonNode article = whenSomeWereSent("withdrawn-one");

        booking.say(new ArticleUnpublished(new ArticleId("article-withdrawn-one"), 2));
        await().atMost(SOON).until(() -> read(article).at("/waiting").asInt() == 0);

        assertThat(read(article).at("/skipped").asInt()).isPositive();
        assertThat(page()).contains("The article was withdrawn");
    }

    @Test
    void pausedWhileItIsPlannedEveryoneStillGetsItOnceAfterwards() {
        publish("early-one");
        await().atMost(SOON).until(() -> article("early-one").isPresent());
        JsonNode article = article("early-one").orElseThrow();
        steer(article, "pause");
        awaitNothingMoves("early-one");
        assertThat(sent("early-one")).isLessThan(READERS);

        steer(article, "resume");

        await().atMost(SOON).until(() -> sent("early-one") >= READERS);
        walk.moveTo(clock.instant());
        assertThat(recipients("early-one")).doesNotHaveDuplicates().hasSize(READERS);
    }

    @Test
    void strangersAndGuessesSteerNothing() {
        assertThat(http.json(ARTICLES + "/none/pause", "").statusCode()).isEqualTo(401);
        assertThat(http.staff("POST", ARTICLES + "/none/pause", "").statusCode())
                .isEqualTo(404);
        assertThat(http.staff("GET", ARTICLES + "/none", "").statusCode()).isEqualTo(404);
    }

    private Booking.Said publish(String slug) {
        return booking.say(new ArticlePublished(
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
    }

    private JsonNode whenSomeWereSent(String slug) {
        await().atMost(SOON).until(() -> sent(slug) >= 10);
        return article(slug).orElseThrow();
    }

    private Optional<JsonNode> article(String slug) {
        return Http.read(http.staff("GET", ARTICLES, ""))
                .at("/items")
                .valueStream()
                .filter(one -> one.at("/title").asString().equals(slug))
                .findFirst();
    }

    /** Of all articles: the tests of this class share a ledger. */
    private Stream<JsonNode> skipped() {
        return IntStream.rangeClosed(1, 10)
                .mapToObj(page -> Http.read(
                        http.staff("GET", "/api/notification/v1/deliveries?state=SKIPPED&size=500&page=" + page, "")))
                .flatMap(page -> page.at("/items").valueStream());
    }

    private JsonNode read(JsonNode article) {
        return Http.read(http.staff("GET", ARTICLES + "/" + id(article), ""));
    }

    private JsonNode steer(JsonNode article, String how) {
        HttpResponse<String> answer = http.staff("POST", ARTICLES + "/" + id(article) + "/" + how, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Http.read(answer);
    }

    private static String id(JsonNode article) {
        return article.at("/id").asString();
    }

    private String page() {
        return http.staff("GET", "/staff/mail/articles", "").body();
    }

    private static int sent(String slug) {
        return recipients(slug).size();
    }

    private static List<String> recipients(String slug) {
        return SMTP.accepted().stream()
                .filter(mail -> mail.header("Subject").orElse("").contains(slug))
                .flatMap(mail -> mail.header("To").stream())
                .toList();
    }

    private static void awaitNothingMoves(String slug) {
        int[] last = {-1};
        await().during(Duration.ofMillis(1_500)).atMost(SOON).until(() -> {
            int now = sent(slug);
            boolean still = now == last[0];
            last[0] = now;
            return still;
        });
    }
}
