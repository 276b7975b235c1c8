package throughline.content.article;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.exists;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.content.article.Article.Refusal;
import throughline.content.markdown.Markdown;
import throughline.content.markdown.Rendered;
import throughline.content.markdown.RenderingRefused;
import throughline.contract.ArticleId;
import throughline.event.Cause;
import throughline.service.PracticeSettings;

/**
 * Everything that happens to articles. A save goes in three writes, each complete in itself: the address is claimed, the
 * text is kept as a revision, and then the article's document points to both, which alone decides. A process that dies in
 * between has left a claim that can be taken over and a text nobody points to.
 */
@Component
public class Articles {

    private static final int NUMBERED = 50;
    private static final Logger log = LoggerFactory.getLogger(Articles.class);
    private static final String PUBLISHED_AT = "state.firstPublishedAt";

    private final Aggregates<Article> articles;
    private final Revisions revisions;
    private final SlugClaims slugs;
    private final Markdown markdown;
    private final ArticleSettings settings;
    private final PracticeSettings practice;
    private final Clock clock;
    private final Counter published;

    Articles(
            AggregateFactory aggregates,
            Revisions revisions,
            SlugClaims slugs,
            Markdown markdown,
            ArticleSettings settings,
            PracticeSettings practice,
            Clock clock,
            MeterRegistry meters) {
        this.articles = aggregates.of("content.articles", Article.class);
        this.revisions = revisions;
        this.slugs = slugs;
        this.markdown = markdown;
        this.settings =
                settings.author().isBlank() ? new ArticleSettings(practice.practice(), settings.language()) : settings;
        this.practice = practice;
        this.clock = clock;
        this.published = meters.counter("throughline.content.published");
        articles.collection()
                .createIndex(
                        Indexes.descending(PUBLISHED_AT, "_id"),
                        new IndexOptions().name("published").partialFilterExpression(exists("state.published")));
        articles.collection().createIndex(Indexes.descending("state.draft.savedAt", "_id"));
    }

    /** An id for an article that is about to be written. */
    public static ArticleId newId() {
        return new ArticleId(UuidCreator.getTimeOrderedEpoch().toString());
    }

    /** Writes the first draft; with an id that exists already, saves that article instead, so that a repeated form makes one article. */
    public Saved write(ArticleId id, Submission given) {
        if (find(id).isPresent()) {
            return save(id, given, null);
        }
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Manuscript manuscript = Manuscript.check(given, null, settings, faults);
        Rendered rendered = faults.isEmpty() ? render(manuscript.markdown(), faults) : null;
        String slug = manuscript.slug();
        if (rendered != null && slug != null && !slugs.claim(slug, id, this::carries)) {
            faults.add(Fault.SLUG_TAKEN);
        }
        if (rendered == null || !faults.isEmpty()) {
            return new Saved.Faulty(faults);
        }
        String address = slug == null ? free(Slug.of(manuscript.title()), id) : slug;
        Version version = keep(id, manuscript, rendered);
        Written<Article, Refusal> written = articles.change(
                id.value(),
                Cause.command(),
                before -> before.isPresent()
                        ? Decision.unchanged()
                        : Decision.changed(Article.written(address, version)));
        return saved(id, written);
    }

    /**
     * Keeps a new version, unless nothing changed. A new address counts at once; a new text when it is published.
     *
     * @param basedOn the version the author began with; null overwrites whatever is there
     */
    public Saved save(ArticleId id, Submission given, @Nullable Integer basedOn) {
        Article before = find(id).orElse(null);
        if (before == null) {
            return new Saved.Absent();
        }
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Manuscript manuscript = Manuscript.check(given, before.draft(), settings, faults);
        Rendered rendered = faults.isEmpty() ? render(manuscript.markdown(), faults) : null;
        if (rendered == null) {
            return new Saved.Faulty(faults);
        }
        if (basedOn != null && basedOn != before.draft().number()) {
            return new Saved.ChangedElsewhere(before);
        }
        String slug = manuscript.slug();
        if (slug != null && !slug.equals(before.slug()) && !slugs.claim(slug, id, this::carries)) {
            return new Saved.Faulty(EnumSet.of(Fault.SLUG_TAKEN));
        }
        Version version = manuscript.version(before.draft().number(), rendered, clock.instant());
        Version kept = version.sameAs(before.draft()) ? before.draft() : keep(id, manuscript, rendered);
        Saved saved = saved(id, change(id, a -> a.saved(id, kept, slug, basedOn)));
        tidyClaims(id, before, slug);
        return saved;
    }

    /** Addresses this save left behind: the old one of an article nobody has seen, or the new one of a save that was refused. */
    private void tidyClaims(ArticleId id, Article before, @Nullable String claimed) {
        Article now = find(id).orElseThrow();
        if (claimed != null && !now.carries(claimed)) {
            slugs.release(claimed, id);
        }
        if (!now.carries(before.slug())) {
            slugs.release(before.slug(), id);
        }
    }

    /**
     * Publishes the draft.
     *
     * @param notify null for the default
     * @return empty if there is no such article
     */
    public Optional<Article> publish(ArticleId id, @Nullable Boolean notify) {
        Article before = find(id).orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        settled(id, before);
        Instant now = clock.instant();
        return switch (change(id, a -> a.publishedNow(id, notify, now, practice.link(a.path())))) {
            case Written.Refused<Article, Refusal> refused -> Optional.empty();
            case Written.Done<Article, Refusal> done -> {
                if (!done.repeated()) {
                    published.increment();
                    log.info(
                            "Article {} is public with revision {}.",
                            id,
                            done.state().draft().number());
                }
                yield Optional.of(done.state());
            }
        };
    }

    /** @return empty if there is no such article */
    public Optional<Article> unpublish(ArticleId id) {
        return switch (change(id, a -> a.unpublished(id))) {
            case Written.Refused<Article, Refusal> refused -> Optional.empty();
            case Written.Done<Article, Refusal> done -> Optional.of(done.state());
        };
    }

    public Optional<Article> find(ArticleId id) {
        return articles.find(id.value()).map(Stored::state);
    }

    /** All, the latest change first. {@code page} begins at 1; one more than {@code size} is returned if there is a next page. */
    public List<Listed> all(int page, int size) {
        return list(empty(), "state.draft.savedAt", page, size);
    }

    /** What the public reads, the newest first; pages as in {@link #all}. */
    public List<Listed> published(int page, int size) {
        return list(exists("state.published"), PUBLISHED_AT, page, size);
    }

    private List<Listed> list(Bson filter, String newest, int page, int size) {
        return articles.find(filter, Sorts.descending(newest, "_id"), (page - 1) * size, size + 1).stream()
                .map(s -> new Listed(new ArticleId(s.id()), s.state()))
                .toList();
    }

    public Address at(String slug) {
        Optional<ArticleId> owner = slugs.owner(slug);
        Article article = owner.flatMap(this::find).orElse(null);
        if (owner.isEmpty() || article == null || article.published() == null || !article.carries(slug)) {
            return new Address.Nothing();
        }
        return article.slug().equals(slug)
                ? new Address.Here(owner.get(), article, article.published())
                : new Address.Moved(article.slug());
    }

    public Optional<Revision> revision(ArticleId id, int number) {
        return revisions.find(id, number);
    }

    /** Newest first; pages as in {@link #all}. */
    public List<Version> revisions(ArticleId id, int page, int size) {
        return revisions.of(id, (page - 1) * size, size + 1);
    }

    /** How a text would look; {@code faults} says why it cannot be shown. */
    public @Nullable Rendered render(String text, Set<Fault> faults) {
        try {
            return markdown.render(text);
        } catch (RenderingRefused refused) {
            faults.add(
                    switch (refused.reason()) {
                        case TOO_LARGE -> Fault.TOO_LARGE;
                        case TOO_COMPLEX -> Fault.TOO_COMPLEX;
                        case TOO_SLOW -> Fault.TOO_SLOW;
                    });
            return null;
        }
    }

    private Version keep(ArticleId id, Manuscript manuscript, Rendered rendered) {
        Instant now = clock.instant();
        return revisions.keep(
                id, number -> manuscript.version(number, rendered, now), manuscript.markdown(), rendered.html());
    }

    private Written<Article, Refusal> change(ArticleId id, Function<Article, Decision<Article, Refusal>> decide) {
        return articles.change(
                id.value(),
                Cause.command(),
                article -> article.map(decide).orElseGet(() -> Decision.refused(Refusal.ABSENT)));
    }

    private Saved saved(ArticleId id, Written<Article, Refusal> written) {
        return switch (written) {
            case Written.Done<Article, Refusal> done -> new Saved.Done(id, settled(id, done.state()));
            case Written.Refused<Article, Refusal>(Refusal reason) ->
                switch (reason) {
                    case ABSENT -> new Saved.Absent();
                    case TOO_MANY_SLUGS -> new Saved.Faulty(EnumSet.of(Fault.TOO_MANY_SLUGS));
                    case CHANGED_ELSEWHERE -> new Saved.ChangedElsewhere(find(id).orElseThrow());
                };
        };
    }

    /** The third step of a claim: an address that went to somebody else meanwhile is replaced. */
    private Article settled(ArticleId id, Article article) {
        if (slugs.claim(article.slug(), id, this::carries)) {
            return article;
        }
        String lost = article.slug();
        String other = free(lost, id);
        log.warn("Article {} lost its address to another one and gets a new one.", id);
        return switch (change(id, a -> a.slug().equals(lost) ? a.movedTo(id, other) : Decision.unchanged())) {
            case Written.Done<Article, Refusal> done -> done.state();
            case Written.Refused<Article, Refusal> refused -> article;
        };
    }

    private String free(String wanted, ArticleId id) {
        for (int number = 1; number <= NUMBERED; number++) {
            String slug = number == 1 ? wanted : Slug.numbered(wanted, number);
            if (slugs.claim(slug, id, this::carries)) {
                return slug;
            }
        }
        String slug = wanted + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        slugs.claim(slug, id, this::carries);
        return slug;
    }

    private boolean carries(ArticleId id, String slug) {
        return find(id).filter(a -> a.carries(slug)).isPresent();
    }
}
