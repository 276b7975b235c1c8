package throughline.content.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.aggregate.Decision;
import throughline.content.article.Article.Refusal;
import throughline.content.article.Article.Stage;
import throughline.contract.ArticleId;
import throughline.contract.Event;
import throughline.contract.content.ArticlePublished;
import throughline.contract.content.ArticleRevised;
import throughline.contract.content.ArticleUnpublished;

class ArticleTests {

    private static final ArticleId ID = new ArticleId("a1");
    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    @Test
    void theFirstPublicationTellsSubscribers() {
        Outcome outcome = publish(draft(), null);

        assertThat(outcome.facts).singleElement().isInstanceOfSatisfying(ArticlePublished.class, published -> {
            assertThat(published.notifySubscribers()).isTrue();
            assertThat(published.url()).isEqualTo("https://example.com/articles/rest-days");
            assertThat(published.summary()).isEqualTo("The beginning of 1");
            assertThat(published.revision()).isEqualTo(1);
            assertThat(published.readingMinutes()).isEqualTo(2);
        });
        assertThat(outcome.state.stage()).isEqualTo(Stage.PUBLISHED);
    }

    @Test
    void publishingAgainChangesNothing() {
        Article published = publish(draft(), null).state;

        assertThat(published.publishedNow(ID, null, NOON.plusSeconds(9), "u")).isInstanceOf(Decision.Unchanged.class);
        assertThat(published.publishedNow(ID, true, NOON.plusSeconds(9), "u")).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void aLaterVersionIsARevisionAndTellsNobody() {
        Article changed = saved(publish(draft(), null).state, version(2, "other"));

        Outcome outcome = publish(changed, null);

        assertThat(outcome.facts).containsExactly(new ArticleRevised(ID, 2, List.of("markdown")));
        assertThat(outcome.state.firstPublishedAt()).isEqualTo(NOON);
    }

    @Test
    void theAuthorMayAskToTellSubscribersAboutALaterVersionOnce() {
        Article changed = saved(publish(draft(), null).state, version(2, "other"));

        Outcome outcome = publish(changed, true);

        assertThat(outcome.facts)
                .hasExactlyElementsOfTypes(ArticleRevised.class, ArticlePublished.class)
                .last()
                .isInstanceOfSatisfying(
                        ArticlePublished.class,
                        p -> assertThat(p.notifySubscribers()).isTrue());
        assertThat(outcome.state.publishedNow(ID, true, NOON, "u")).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void aQuietFirstPublicationStaysQuietUntilTheAuthorAsks() {
        Outcome quiet = publish(draft(), false);
        assertThat(quiet.facts)
                .singleElement()
                .isInstanceOfSatisfying(
                        ArticlePublished.class,
                        p -> assertThat(p.notifySubscribers()).isFalse());

        Outcome asked = publish(quiet.state, true);

        assertThat(asked.facts)
                .singleElement()
                .isInstanceOfSatisfying(
                        ArticlePublished.class,
                        p -> assertThat(p.notifySubscribers()).isTrue());
    }

    @Test
    void publishingAfterTakingDownTellsNobodyAndKeepsTheFirstDate() {
        Outcome down = outcome(publish(draft(), null).state.unpublished(ID));
        assertThat(down.facts).containsExactly(new ArticleUnpublished(ID, 1));
        assertThat(down.state.stage()).isEqualTo(Stage.UNPUBLISHED);

        Outcome again = publish(down.state, null);

        assertThat(again.facts).containsExactly(new ArticleRevised(ID, 1, List.of("published")));
        assertThat(again.state.firstPublishedAt()).isEqualTo(NOON);
    }

    @Test
    void takingDownWhatIsNotPublicChangesNothing() {
        assertThat(draft().unpublished(ID)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void anAddressThePublicSawLeadsOnAndOneItNeverSawIsForgotten() {
        Article moved = outcome(publish(draft(), null).state.movedTo(ID, "days-of-rest")).state;
        assertThat(moved.carries("rest-days")).isTrue();
        assertThat(moved.path()).isEqualTo("/articles/days-of-rest");

        assertThat(outcome(draft().movedTo(ID, "days-of-rest")).state.carries("rest-days"))
                .isFalse();
    }

    @Test
    void movingBackToAFormerAddressLeavesNoLoop() {
        Article there = outcome(publish(draft(), null).state.movedTo(ID, "days-of-rest")).state;

        Article back = outcome(there.movedTo(ID, "rest-days")).state;

        assertThat(back.slug()).isEqualTo("rest-days");
        assertThat(back.formerSlugs()).containsExactly("days-of-rest");
    }

    @Test
    void aSaveBasedOnAnOlderVersionIsRefused() {
        Article changed = saved(draft(), version(2, "other"));

        assertThat(changed.saved(ID, version(3, "mine"), null, 1))
                .isEqualTo(Decision.refused(Refusal.CHANGED_ELSEWHERE));
        assertThat(changed.saved(ID, version(3, "mine"), null, 2)).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void ofTwoSavesAtOnceTheOneNumberedLastIsTheDraft() {
        Article later = saved(draft(), version(3, "later"));

        assertThat(later.saved(ID, version(2, "earlier"), null, null)).isInstanceOf(Decision.Unchanged.class);
        assertThat(later.draft().number()).isEqualTo(3);
    }

    private record Outcome(Article state, List<Event> facts) {}

    private static Outcome publish(Article article, @Nullable Boolean notify) {
        return outcome(article.publishedNow(ID, notify, NOON, "https://example.com" + article.path()));
    }

    private static Outcome outcome(Decision<Article, Refusal> decision) {
        return switch (decision) {
            case Decision.Changed<Article, Refusal> c -> new Outcome(c.state(), List.copyOf(c.facts()));
            default -> throw new AssertionError("not changed: " + decision);
        };
    }

    private static Article saved(Article article, Version version) {
        return outcome(article.saved(ID, version, null, null)).state;
    }

    private static Article draft() {
        return Article.written("rest-days", version(1, "text"));
    }

    private static Version version(int number, String text) {
        return new Version(
                number, "Rest days", null, "The beginning of " + number, "en", "Mira", List.of(), 300, text, NOON);
    }
}
