package throughline.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.w3c.dom.Element;
import throughline.contract.content.ArticlePublished;
import throughline.contract.content.ArticleRevised;
import throughline.contract.content.ArticleUnpublished;
import throughline.contract.content.CallToActionFollowed;
import throughline.event.EventRecords;
import throughline.event.Topics;
import throughline.web.security.Staff;
import throughline.web.security.StaffSessions;

@SpringBootTest(
        classes = ContentMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.api-token=" + Browser.TOKEN,
            "throughline.practice=Sorrel & Muscle Work",
            "throughline.url=https://sorrel.example",
            "throughline.clock=simulated:2026-12-01T20:00:00Z"
        })
@Import(ContentServiceTests.SignedIn.class)
class ContentServiceTests {

    private static final String ARTICLES = "/api/content/v1/articles";
    private static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private Environment environment;

    @Autowired
    private EventRecords records;

    @Autowired
    private Topics topics;

    @Autowired
    private MongoDatabaseFactory database;

    private Browser browser;
    private PublishedEvents events;

    @BeforeEach
    void open() {
        browser = Browser.of(port);
        events = new PublishedEvents(
                environment.getRequiredProperty("spring.kafka.bootstrap-servers"), topics.of("content"), records);
    }

    @Test
    void aPublishedArticleIsReadByAnyoneAndAnnouncedOnce() {
        Written article = written("Why rest days matter " + tag(), "Rest is part of *training*.\n\n".repeat(120));
        assertThat(browser.get("/articles/" + article.slug()).statusCode()).isEqualTo(404);

        HttpResponse<String> answer = publish(article, "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        HttpResponse<String> page = browser.get("/articles/" + article.slug());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<em>training</em>", "By Sorrel &amp; Muscle Work.", "December 1, 2026", "3 minutes to read.")
                .contains("<link rel=\"canonical\" href=\"https://sorrel.example/articles/" + article.slug() + "\">")
                .contains("property=\"og:title\"", "application/ld+json", "/subscriptions")
                .doesNotContain("updated");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(browser.get("/articles").body()).contains(article.slug());
        assertThat(browser.get("/").body()).contains(article.slug());
        await().atMost(SOON)
                .until(() -> !events.of(ArticlePublished.class, article.id()).isEmpty());
        assertThat(events.of(ArticlePublished.class, article.id()))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.notifySubscribers()).isTrue();
                    assertThat(p.url()).isEqualTo("https://sorrel.example/articles/" + article.slug());
                    assertThat(p.readingMinutes()).isEqualTo(3);
                });
    }

    @Test
    void publishingAgainTellsNobodyAndIsOneEventOnly() {
        Written article = published("Once " + tag(), "One.");
        publish(article, "{}");
        save(article, "Once", "Two.");
        publish(article, "{}");
        browser.json("POST", ARTICLES + "/" + article.id() + "/unpublish", "");
        publish(article, "{}");

        await().atMost(SOON)
                .until(() -> events.of(ArticleRevised.class, article.id()).size() >= 2);

        assertThat(events.of(ArticlePublished.class, article.id())).hasSize(1);
        assertThat(events.of(ArticleUnpublished.class, article.id())).hasSize(1);
        assertThat(events.of(ArticleRevised.class, article.id()))
                .extracting(ArticleRevised::changed)
                .containsExactly(List.of("title", "markdown"), List.of("published"));
    }

    @Test
    void manyWhoPublishAtOncePublishOnce() {
        Written article = written("Together " + tag(), "Text.");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> publish(article, "{\"notify\":true}"), threads))
                    .toList();
            answers.forEach(a -> assertThat(a.join().statusCode()).isEqualTo(200));
        }

        await().atMost(SOON)
                .until(() -> !events.of(ArticlePublished.class, article.id()).isEmpty());
        assertThat(events.of(ArticlePublished.class, article.id())).hasSize(1);
    }

    @Test
    void whoAsksToTellSubscribersAgainIsHeard() {
        Written article = published("Again " + tag(), "One.");
        save(article, "Again", "Two.");

        publish(article, "{\"notify\":true}");

        await().atMost(SOON)
                .until(() -> events.of(ArticlePublished.class, article.id()).size() == 2);
        assertThat(events.of(ArticlePublished.class, article.id()))
                .extracting(ArticlePublished::notifySubscribers)
                .containsExactly(true, true);
    }

    @Test
    void readersSeeTheOldTextUntilTheNewOneIsPublished() {
        Written article = published("Patience " + tag(), "The old text.");

        save(article, "Patience", "The new text.");

        assertThat(browser.get("/articles/" + article.slug()).body()).contains("The old text.");
        assertThat(browser.staffGet(ARTICLES + "/" + article.id()).body())
                .contains("\"unpublishedChanges\":true", "The new text.");
        publish(article, "{}");
        assertThat(browser.get("/articles/" + article.slug()).body()).contains("The new text.");
    }

    @Test
    void everySaveIsKeptAndOneThatChangesNothingIsNot() {
        Written article = written("History " + tag(), "One.");
        save(article, "Title two", "Two.");
        save(article, "Title two", "Two.");

        String revisions =
                browser.staffGet(ARTICLES + "/" + article.id() + "/revisions").body();

        assertThat(JsonPath.<List<Integer>>read(revisions, "$.items[*].revision"))
                .containsExactly(2, 1);
        assertThat(browser.staffGet("/staff/articles/" + article.id() + "/revisions/1")
                        .body())
                .contains("One.");
    }

    @Test
    void anOldAddressLeadsToTheNewOne() {
        String first = "first-" + tag();
        Written article = written("{\"title\":\"Moving\",\"markdown\":\"Text.\",\"slug\":\"" + first + "\"}");
        publish(article, "{}");

        String second = "second-" + tag();
        browser.json(
                "PUT",
                ARTICLES + "/" + article.id(),
                "{\"title\":\"Moving\",\"markdown\":\"Text.\",\"slug\":\"" + second + "\"}");

        HttpResponse<String> old = browser.get("/articles/" + first);
        assertThat(old.statusCode()).isEqualTo(301);
        assertThat(old.headers().firstValue("Location").orElseThrow()).endsWith("/articles/" + second);
        assertThat(browser.get("/articles/" + second).statusCode()).isEqualTo(200);
        assertThat(browser.json(
                                "POST",
                                ARTICLES,
                                "{\"title\":\"Thief\",\"markdown\":\"Text.\",\"slug\":\"" + first + "\"}")
                        .statusCode())
                .isEqualTo(409);
        await().atMost(SOON)
                .until(() -> events.of(ArticleRevised.class, article.id()).stream()
                        .anyMatch(r -> r.changed().equals(List.of("slug"))));
    }

    @Test
    void articlesOfTheSameTitleGetAddressesOfTheirOwnWhenWrittenAtOnce() {
        String title = "Same " + tag();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Written>> all = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> written(title, "Text."), threads))
                    .toList();

            assertThat(all.stream().map(w -> w.join().slug())).doesNotHaveDuplicates();
        }
    }

    @Test
    void anAddressWhoseWriterDiedBeforeTheArticleWasThereIsFreeAgain() {
        String slug = "orphan-" + tag();
        claims().insertOne(new Document("_id", slug)
                .append("article", UUID.randomUUID().toString())
                .append("at", Date.from(java.time.Instant.EPOCH)));

        Written article = written("{\"title\":\"Heir\",\"markdown\":\"Text.\",\"slug\":\"" + slug + "\"}");

        assertThat(article.slug()).isEqualTo(slug);
        publish(article, "{}");
        assertThat(browser.get("/articles/" + slug).statusCode()).isEqualTo(200);
    }

    @Test
    void anArticleThatLostItsAddressGetsAnotherWhenItIsPublished() {
        Written article = written("Lost " + tag(), "Text.");
        Written winner = written("Winner " + tag(), "Text.");
        claims().updateOne(
                        new Document("_id", article.slug()),
                        new Document("$set", new Document("article", winner.id())));
        claims().updateOne(new Document("_id", article.slug()), new Document("$set", new Document("at", new Date())));

        String answer = publish(article, "{}").body();

        String slug = JsonPath.read(answer, "$.slug");
        assertThat(slug).isEqualTo(article.slug() + "-2");
        assertThat(browser.get("/articles/" + slug).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsTakenDownIsNotFoundAndNotListed() {
        Written article = published("Down " + tag(), "Text.");

        browser.json("POST", ARTICLES + "/" + article.id() + "/unpublish", "{}");

        HttpResponse<String> page = browser.get("/articles/" + article.slug());
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("The thread ends here");
        assertThat(browser.get("/feed.xml").body()).doesNotContain(article.slug());
        assertThat(browser.get("/sitemap.xml").body()).doesNotContain(article.slug());
    }

    @ParameterizedTest
    @CsvSource({
        "/articles/{slug},text/html",
        "/,text/html",
        "/articles,text/html",
        "/feed.xml,application/atom+xml",
        "/rss.xml,application/rss+xml",
        "/sitemap.xml,application/xml"
    })
    void whoHasThePageAlreadyIsNotSentItAgain(String path, String type) {
        Written article = published("Kept " + tag(), "Text.");
        String address = path.replace("{slug}", article.slug());
        HttpResponse<String> first = browser.get(address);
        assertThat(first.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        String etag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(browser.get(address, "If-None-Match", etag).statusCode()).isEqualTo(304);

        save(article, "Kept, changed " + tag(), "Other text.");
        publish(article, "{}");
        if (!path.equals("/sitemap.xml")) {
            assertThat(browser.get(address, "If-None-Match", etag).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void feedsAndTheMapAreWellFormedWhateverATitleHolds() throws Exception {
        Written article = published("A <b>bold</b> & \\\"quoted\\\" ]]> title " + tag(), "Text with \\u0007 a bell.");

        Element feed = xml("/feed.xml");
        assertThat(feed.getTagName()).isEqualTo("feed");
        for (String needed : List.of("id", "title", "updated", "author", "link", "published", "summary")) {
            assertThat(feed.getElementsByTagName(needed).getLength()).as(needed).isPositive();
        }
        assertThat(feed.getTextContent()).contains("A <b>bold</b> & \"quoted\" ]]> title", "urn:uuid:" + article.id());
        assertThat(xml("/rss.xml").getElementsByTagName("item").getLength()).isPositive();
        assertThat(xml("/sitemap.xml").getTextContent()).contains("https://sorrel.example/articles/" + article.slug());
    }

    @Test
    void hostileTextIsHarmlessOnThePageAndInItsData() {
        Written article = published(
                "</script><script>alert(1)</script> " + tag(),
                "[x](javascript:alert(3))\n\n<script>alert(2)</script><p onclick=alert(4)>Text.</p>");

        String page = browser.get("/articles/" + article.slug()).body();

        assertThat(page)
                .doesNotContain("<script>", "javascript:", "onclick")
                .contains("&lt;script&gt;alert(1)", "\\u003c/script\\u003e");
    }

    @Test
    void followingTheCallToActionCountsItAndLeadsToTheBookingPageWithItsSource() {
        Written article = published("Follow " + tag(), "Text.");
        String go = callToAction(article);

        HttpResponse<String> answer = browser.get(go);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .isEqualTo("/book?source=" + go.substring("/go/".length()));
        await().atMost(SOON)
                .until(() -> events.of(CallToActionFollowed.class, article.id()).size() == 1);
        assertThat(events.of(CallToActionFollowed.class, article.id()))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.revision()).isEqualTo(1);
                    assertThat(f.callToAction()).isEqualTo("end");
                    assertThat(f.reference()).isEqualTo(go.substring("/go/".length()));
                });
    }

    @Test
    void lookingAheadIsNotFollowing() {
        Written article = published("Ahead " + tag(), "Text.");
        String go = callToAction(article);

        assertThat(browser.head(go).statusCode()).isEqualTo(302);
        assertThat(browser.get(go, "Sec-Purpose", "prefetch").statusCode()).isEqualTo(302);
        assertThat(browser.get(go, "User-Agent", "Googlebot/2.1").statusCode()).isEqualTo(302);
        browser.get(go);

        await().atMost(SOON)
                .until(() ->
                        !events.of(CallToActionFollowed.class, article.id()).isEmpty());
        assertThat(events.of(CallToActionFollowed.class, article.id())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/go/forged", "/go/YS4xLmVuZA.0.AAAA", "/go/%00", "/go/a.b.c"})
    void aForgedReferenceStillLeadsToTheBookingPage(String path) {
        HttpResponse<String> answer = browser.get(path);

        assertThat(answer.statusCode()).isIn(302, 400);
        answer.headers().firstValue("Location").ifPresent(l -> assertThat(l).isEqualTo("/book"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"markdown\":\"x\"} | 422 | TITLE_MISSING | title",
                "{\"title\":\"  \",\"markdown\":\"x\"} | 422 | TITLE_MISSING | title",
                "{\"title\":\"a\\r\\nBcc: b\",\"markdown\":\"x\"} | 422 | BAD_TITLE | title",
                "{\"title\":\"a\"} | 422 | MARKDOWN_MISSING | markdown",
                "{\"title\":\"a\",\"markdown\":\"x\",\"language\":\"no language\"} | 422 | BAD_LANGUAGE | language",
                "{\"title\":\"a\",\"markdown\":\"x\",\"slug\":\"../etc\"} | 422 | BAD_SLUG | slug",
                "{\"title\":\"a\",\"markdown\":\"x\",\"tags\":[\"a,b\"]} | 422 | BAD_TAGS | tags",
                "{\"title\":{\"$ne\":1},\"markdown\":\"x\"} | 400 | MALFORMED |",
                "{\"title\":\"a\",\"markdown\":7} | 400 | MALFORMED |",
                "{\"title\":\"a\" | 400 | MALFORMED |"
            })
    void whatCannotBeTakenIsRefusedWithItsCode(String body, int status, String code, String field) {
        HttpResponse<String> answer = browser.json("POST", ARTICLES, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
        if (field != null) {
            assertThat(JsonPath.<String>read(answer.body(), "$.field")).isEqualTo(field);
        }
    }

    @Test
    void moreThan256KiBOfMarkdownIs413AndExactlySoMuchIsTaken() {
        String most = "word ".repeat(52_428) + "text";

        assertThat(written("Large " + tag(), most).slug()).startsWith("large");
        HttpResponse<String> answer =
                browser.json("POST", ARTICLES, "{\"title\":\"a\",\"markdown\":\"" + most + "!\"}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("TOO_LARGE");
    }

    @Test
    void publishingLaterIsRefusedWhileItDoesNotExist() {
        Written article = written("Later " + tag(), "Text.");

        HttpResponse<String> answer = publish(article, "{\"at\":\"2026-12-02T08:00:00Z\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("NOT_LATER");
        assertThat(browser.get("/articles/" + article.slug()).statusCode()).isEqualTo(404);
        assertThat(publish(article, "{\"at\":\"2026-11-30T08:00:00Z\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        for (String path : List.of("/no-such", "/no-such/revisions")) {
            assertThat(browser.staffGet(ARTICLES + path).statusCode()).isEqualTo(404);
        }
        assertThat(browser.json("PUT", ARTICLES + "/no-such", "{\"title\":\"a\",\"markdown\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.json("POST", ARTICLES + "/no-such/publish", "{}").statusCode())
                .isEqualTo(404);
        assertThat(browser.staffGet("/staff/articles/no-such").statusCode()).isEqualTo(404);
        assertThat(browser.get("/articles?page=0").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutSigningInNobodyWrites() {
        assertThat(browser.get(ARTICLES).statusCode()).isEqualTo(401);
        assertThat(browser.get(ARTICLES, "Authorization", "Bearer wrong-token-of-sufficient-length")
                        .statusCode())
                .isEqualTo(401);
        assertThat(browser.get("/staff/articles").statusCode()).isEqualTo(302);
    }

    @Test
    void theEditorWritesPublishesAndTakesDown() {
        String title = "Written in the editor " + tag();
        String key = between(browser.staffGet("/staff/articles/new").body(), "name=\"key\" value=\"([^\"]+)\"");
        Map<String, String> fields = Map.of(
                "key", key, "title", title, "markdown", "Text.", "tags", "rest, days", "told", "true", "do", "publish");

        HttpResponse<String> published = browser.form("/staff/articles", fields);
        HttpResponse<String> clickedTwice = browser.form("/staff/articles", fields);

        assertThat(published.statusCode()).isEqualTo(303);
        assertThat(published.headers().firstValue("Location").orElseThrow())
                .endsWith("/staff/articles/" + key + "?done=told");
        assertThat(clickedTwice.headers().firstValue("Location").orElseThrow())
                .endsWith("/staff/articles/" + key + "?done=published");
        assertThat(browser.staffGet("/staff/articles/" + key).body()).contains(title, "Published", "rest, days");
        assertThat(browser.staffGet("/staff/articles").body()).contains(title);

        assertThat(browser.form("/staff/articles/" + key + "/unpublish", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.staffGet("/staff/articles/" + key).body()).contains("Taken down");
        await().atMost(SOON)
                .until(() -> !events.of(ArticleUnpublished.class, key).isEmpty());
        assertThat(events.of(ArticlePublished.class, key)).hasSize(1);
    }

    @Test
    void theEditorKeepsWhatWasTypedWhateverIsWrong() {
        HttpResponse<String> answer = browser.form(
                "/staff/articles",
                Map.of(
                        "title",
                        "",
                        "markdown",
                        "A long <text>.",
                        "slug",
                        "Not Good",
                        "summary",
                        "Short.",
                        "do",
                        "save"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("2 fields need a look", "An article needs a title.", "A long &lt;text&gt;.")
                .contains("value=\"Not Good\"", "Short.", "aria-invalid=\"true\"");
    }

    @Test
    void thePreviewSavesNothing() {
        Written article = written("Preview " + tag(), "Old.");

        HttpResponse<String> answer = browser.form(
                "/staff/articles/" + article.id(),
                Map.of("title", "Preview", "markdown", "Some *new* text.", "do", "preview"));

        assertThat(answer.body()).contains("Some <em>new</em> text.");
        assertThat(browser.form("/staff/articles/preview", Map.of("markdown", "**Live**"))
                        .body())
                .contains("<strong>Live</strong>")
                .doesNotContain("<html");
        assertThat(browser.staffGet(ARTICLES + "/" + article.id()).body()).contains("\"revision\":1");
    }

    @Test
    void whatSomebodyElseSavedMeanwhileIsNotOverwrittenUnseen() {
        Written article = written("Two authors " + tag(), "One.");
        save(article, "Two authors", "Theirs.");

        Map<String, String> mine = Map.of("basedOn", "1", "title", "Two authors", "markdown", "Mine.", "do", "save");
        HttpResponse<String> answer = browser.form("/staff/articles/" + article.id(), mine);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("saved elsewhere meanwhile", "Mine.", "name=\"basedOn\" value=\"2\"");
        assertThat(browser.staffGet(ARTICLES + "/" + article.id()).body()).contains("Theirs.");
    }

    @Test
    void aSignedInBrowserWritesOnlyFromThePagesOwnForm() {
        String session = StaffSessions.COOKIE + "=mira";
        HttpResponse<String> page = browser.get("/staff/articles/new", "Cookie", session);
        assertThat(page.body()).contains("value=\"Mira Sorrel\"");
        String token = between(page.body(), "name=\"_csrf\" value=\"([^\"]+)\"");
        String cookies =
                session + "; " + between(page.headers().firstValue("Set-Cookie").orElseThrow(), "^([^;]+)");
        Map<String, String> fields = Map.of("title", "From a browser " + tag(), "markdown", "Text.", "do", "save");
        Map<String, String> withToken = new HashMap<>(fields);
        withToken.put("_csrf", token);

        assertThat(browser.formWithCookie("/staff/articles", cookies, fields).statusCode())
                .isEqualTo(403);
        assertThat(browser.formWithCookie("/staff/articles", cookies, withToken).statusCode())
                .isEqualTo(303);
    }

    @TestConfiguration
    static class SignedIn {

        @Bean
        StaffSessions staffSessions() {
            return token -> token.equals("mira")
                    ? Optional.of(new Staff("s1", "Mira Sorrel", Staff.Role.PRACTITIONER))
                    : Optional.empty();
        }
    }

    private record Written(String id, String slug) {}

    private Written written(String title, String markdown) {
        return written("{\"title\":\"" + title + "\",\"markdown\":\"" + markdown.replace("\n", "\\n") + "\"}");
    }

    private Written written(String json) {
        HttpResponse<String> answer = browser.json("POST", ARTICLES, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new Written(JsonPath.read(answer.body(), "$.id"), JsonPath.read(answer.body(), "$.slug"));
    }

    private Written published(String title, String markdown) {
        Written article = written(title, markdown);
        assertThat(publish(article, "{}").statusCode()).isEqualTo(200);
        return article;
    }

    private HttpResponse<String> publish(Written article, String how) {
        return browser.json("POST", ARTICLES + "/" + article.id() + "/publish", how);
    }

    private void save(Written article, String title, String markdown) {
        HttpResponse<String> answer = browser.json(
                "PUT",
                ARTICLES + "/" + article.id(),
                "{\"title\":\"" + title + "\",\"markdown\":\"" + markdown + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String callToAction(Written article) {
        return between(browser.get("/articles/" + article.slug()).body(), "href=\"(/go/[^\"]+)\"");
    }

    private Element xml(String path) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new ByteArrayInputStream(browser.get(path).body().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private com.mongodb.client.MongoCollection<Document> claims() {
        return database.getMongoDatabase().getCollection("content.slugs");
    }

    private static String between(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static String tag() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
