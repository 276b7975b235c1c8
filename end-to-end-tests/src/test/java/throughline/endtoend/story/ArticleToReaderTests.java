package throughline.endtoend.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.endtoend.practice.Page;
import throughline.endtoend.practice.Person;
import throughline.endtoend.practice.Practice;
import throughline.endtoend.practice.SharedPractices;
import throughline.launcher.Installation.Shape;

/** An article goes to those who asked for it and confirmed, until one click ends it; its call to action leads to a booking. */
@Tag("running-system")
@ExtendWith(SharedPractices.class)
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Shape.class,
        names = {"STANDALONE", "FOUR_PROCESSES"})
class ArticleToReaderTests {

    private final Practice practice;

    ArticleToReaderTests(Shape shape) {
        practice = SharedPractices.of(shape);
    }

    @Test
    void confirmedReaderGetsTheArticleUntilOneClickEndsIt() {
        var reader = Person.called("Rita Reader");
        var curious = Person.called("Carl Curious");
        subscribe(curious);
        subscribe(reader);
        confirm(reader);

        publish("Why rest days matter");
        var mail = practice.mailbox().awaitTo(reader.email(), 2).getLast();
        assertThat(mail.text()).contains(practice.http().base() + "/articles/why-rest-days-matter");
        assertThat(mail.header("List-Unsubscribe-Post")).contains("List-Unsubscribe=One-Click");
        var oneClick = mail.header("List-Unsubscribe").orElseThrow().replaceAll(".*?<(https?://[^>]+)>.*", "$1");
        var ended = practice.http()
                .post(oneClick)
                .form(Map.of("List-Unsubscribe", "One-Click"))
                .send();
        assertThat(ended.status()).isBetween(200, 202);
        assertThat(ended.header("Location")).isEmpty();

        publish("How to breathe");
        var witness = Person.called("Wendy Witness");
        practice.reception().book(witness, Slots.far(practice));
        practice.mailbox().awaitTo(witness.email(), 1);
        assertThat(practice.mailbox().countTo(reader.email())).isEqualTo(2);
        assertThat(practice.mailbox().countTo(curious.email()))
                .as("only the question, never confirmed")
                .isEqualTo(1);
    }

    @Test
    void callToActionOfAnArticleBecomesTheSourceOfTheBooking() {
        publish("What a first call is like");
        var page = new Page(
                practice.http().get("/articles/what-a-first-call-is-like").send());

        var go = practice.http().get(page.link("/go/")).send();
        assertThat(go.status()).isBetween(302, 303);
        var booking = go.header("Location").orElseThrow();
        assertThat(booking).contains("/book").contains("source=");
        assertThat(go.header("Set-Cookie")).isEmpty();

        var person = Person.called("Sami Source");
        var form = throughline.endtoend.practice.Reception.form(
                person, Slots.far(practice).start());
        form.put(
                "source",
                java.net.URLDecoder.decode(
                        booking.replaceAll(".*[?&]source=([^&]*).*", "$1"), java.nio.charset.StandardCharsets.UTF_8));
        var booked = practice.http()
                .post("/api/booking/v1/calls")
                .from(person.peer())
                .header("Idempotency-Key", person.email())
                .json(form)
                .send();
        var call = practice.http()
                .get("/api/booking/v1/calls/" + booked.text("callId"))
                .staff()
                .send();
        assertThat(call.json().path("source").path("article").asString(""))
                .as("%s", call)
                .isNotEmpty();
    }

    @Test
    void publishedArticleIsOnTheSiteAndInTheFeed() {
        publish("A quiet evening");

        assertThat(practice.http().get("/articles/a-quiet-evening").send().body())
                .contains("A quiet evening", "min");
        assertThat(practice.http().get("/articles").send().body()).contains("/articles/a-quiet-evening");
        assertThat(practice.http().get("/feed.xml").send().body())
                .contains("<feed")
                .contains("/articles/a-quiet-evening");
    }

    private void subscribe(Person reader) {
        var answer = practice.http()
                .post("/api/notification/v1/subscriptions")
                .from(reader.peer())
                .json(Map.of("email", reader.email(), "purpose", "articles"))
                .send();
        assertThat(answer.status()).isEqualTo(202);
        practice.mailbox().awaitTo(reader.email(), 1);
    }

    private void confirm(Person reader) {
        var mail = practice.mailbox().to(reader.email()).getFirst();
        var link = mail.link("/subscriptions/");
        var page = new Page(practice.http().get(link).send());
        var confirmed = page.submit(practice.http(), link);
        assertThat(confirmed.status()).isIn(200, 303);
    }

    private void publish(String title) {
        var article = practice.http()
                .post("/api/content/v1/articles")
                .staff()
                .json(Map.of("title", title, "markdown", "Rest is part of training.\n\n".repeat(60)))
                .send();
        assertThat(article.status()).as("%s", article).isBetween(200, 201);
        var published = practice.http()
                .post("/api/content/v1/articles/" + article.text("id") + "/publish")
                .staff()
                .json(Map.of())
                .send();
        assertThat(published.isSuccess()).as("%s", published).isTrue();
    }
}
