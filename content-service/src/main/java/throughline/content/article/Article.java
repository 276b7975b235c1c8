package throughline.content.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import throughline.aggregate.Decision;
import throughline.contract.ArticleId;
import throughline.contract.content.ArticlePublished;
import throughline.contract.content.ArticleRevised;
import throughline.contract.content.ArticleUnpublished;
import throughline.contract.content.ContentEvent;

/**
 * The state of an article, and its rules as pure functions.
 *
 * @param slug its address, {@code /articles/{slug}}
 * @param formerSlugs addresses it was public at; they lead to the present one for ever
 * @param draft the newest saved version
 * @param published what the public reads, or null
 * @param firstPublishedAt practice time; kept when it is unpublished
 * @param notifiedRevision the newest revision subscribers were told about, 0 for none
 */
public record Article(
        String slug,
        List<String> formerSlugs,
        Version draft,
        @Nullable Published published,
        @Nullable Instant firstPublishedAt,
        int notifiedRevision) {

    static final int MOST_FORMER_SLUGS = 50;

    /** @param updatedAt when this version became public; equal to the first publication until there is a second */
    public record Published(Version version, Instant updatedAt) {}

    /** How far an article has come, as people see it. */
    public enum Stage {
        DRAFT,
        PUBLISHED,
        UNPUBLISHED
    }

    /** Why a command on an article is refused. */
    public enum Refusal {
        ABSENT,
        CHANGED_ELSEWHERE,
        TOO_MANY_SLUGS
    }

    static Article written(String slug, Version draft) {
        return new Article(slug, List.of(), draft, null, null, 0);
    }

    public Stage stage() {
        if (published != null) {
            return Stage.PUBLISHED;
        }
        return firstPublishedAt == null ? Stage.DRAFT : Stage.UNPUBLISHED;
    }

    /** Where the public finds it. */
    public String path() {
        return "/articles/" + slug;
    }

    /** Whether an address is or was this article's. */
    boolean carries(String address) {
        return slug.equals(address) || formerSlugs.contains(address);
    }

    /** Whether the public reads something else than what was saved last. */
    public boolean hasUnpublishedChanges() {
        return published != null && published.version().number() != draft.number();
    }

    /**
     * A save. A version older than the draft stays in the history only: two saves at once end with the one that was numbered last.
     *
     * @param basedOn the version the author began with; null accepts any
     */
    Decision<Article, Refusal> saved(
            ArticleId id, Version version, @Nullable String newSlug, @Nullable Integer basedOn) {
        if (basedOn != null && basedOn != draft.number()) {
            return Decision.refused(Refusal.CHANGED_ELSEWHERE);
        }
        boolean moves = newSlug != null && !newSlug.equals(slug);
        if (moves && formerSlugs.size() >= MOST_FORMER_SLUGS) {
            return Decision.refused(Refusal.TOO_MANY_SLUGS);
        }
        Version newest = version.number() > draft.number() ? version : draft;
        Article next = new Article(slug, formerSlugs, newest, published, firstPublishedAt, notifiedRevision);
        if (!moves) {
            return next.equals(this) ? Decision.unchanged() : Decision.changed(next);
        }
        return next.movedTo(id, Objects.requireNonNull(newSlug));
    }

    /** A new address; the old one goes on leading here if the public ever saw it. */
    Decision<Article, Refusal> movedTo(ArticleId id, String newSlug) {
        List<String> former = new ArrayList<>(formerSlugs);
        former.remove(newSlug);
        if (firstPublishedAt != null) {
            former.add(slug);
        }
        Article next = new Article(newSlug, List.copyOf(former), draft, published, firstPublishedAt, notifiedRevision);
        return published == null
                ? Decision.changed(next)
                : Decision.changed(
                        next, new ArticleRevised(id, published.version().number(), List.of("slug")));
    }

    /**
     * Makes the draft what the public reads. {@code ArticlePublished} happens at the first publication, and later only if the
     * author asks for it; subscribers are told about one revision once, so that a repeated command tells nobody twice.
     *
     * @param notify null for the default: yes the first time, no after that
     * @param url the absolute address
     */
    Decision<Article, Refusal> publishedNow(ArticleId id, @Nullable Boolean notify, Instant now, String url) {
        boolean first = firstPublishedAt == null;
        boolean tell = (notify == null ? first : notify) && notifiedRevision != draft.number();
        List<String> changed = published == null ? List.of() : draft.changedFrom(published.version());
        if (published != null && !hasUnpublishedChanges() && !tell) {
            return Decision.unchanged();
        }
        Article next = new Article(
                slug,
                formerSlugs,
                draft,
                published != null && !hasUnpublishedChanges() ? published : new Published(draft, now),
                first ? now : firstPublishedAt,
                tell ? draft.number() : notifiedRevision);
        List<ContentEvent> facts = new ArrayList<>();
        if (!first && (published == null || !changed.isEmpty())) {
            facts.add(new ArticleRevised(id, draft.number(), published == null ? List.of("published") : changed));
        }
        if (first || tell) {
            facts.add(new ArticlePublished(
                    id,
                    slug,
                    url,
                    draft.title(),
                    draft.lead(),
                    draft.author(),
                    draft.language(),
                    draft.number(),
                    now,
                    draft.readingMinutes(),
                    tell));
        }
        return Decision.changed(next, facts);
    }

    Decision<Article, Refusal> unpublished(ArticleId id) {
        if (published == null) {
            return Decision.unchanged();
        }
        return Decision.changed(
                new Article(slug, formerSlugs, draft, null, firstPublishedAt, notifiedRevision),
                new ArticleUnpublished(id, published.version().number()));
    }
}
