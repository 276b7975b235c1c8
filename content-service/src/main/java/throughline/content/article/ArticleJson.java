package throughline.content.article;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.content.article.Article.Published;
import throughline.contract.ArticleId;
import throughline.service.PracticeSettings;

/**
 * An article as the API shows it. {@code title} to {@code readingMinutes} are those of the draft; {@code url} and
 * {@code publishedRevision} are there while it is public; {@code markdown} and {@code html} only where one article was asked for.
 */
@JsonInclude(Include.NON_NULL)
record ArticleJson(
        ArticleId id,
        String slug,
        Article.Stage state,
        String title,
        @Nullable String summary,
        String language,
        String author,
        List<String> tags,
        int revision,
        int words,
        int readingMinutes,
        Instant savedAt,
        boolean unpublishedChanges,
        @Nullable String url,
        @Nullable Integer publishedRevision,
        @Nullable Instant publishedAt,
        @Nullable Instant updatedAt,
        @Nullable Integer notifiedRevision,
        @Nullable String markdown,
        @Nullable String html) {

    static ArticleJson of(ArticleId id, Article article, PracticeSettings practice, @Nullable Revision text) {
        Version draft = article.draft();
        Published published = article.published();
        return new ArticleJson(
                id,
                article.slug(),
                article.stage(),
                draft.title(),
                draft.summary(),
                draft.language(),
                draft.author(),
                draft.tags(),
                draft.number(),
                draft.words(),
                draft.readingMinutes(),
                draft.savedAt(),
                article.hasUnpublishedChanges(),
                published == null ? null : practice.link(article.path()),
                published == null ? null : published.version().number(),
                article.firstPublishedAt(),
                published == null ? null : published.updatedAt(),
                article.notifiedRevision() == 0 ? null : article.notifiedRevision(),
                text == null ? null : text.markdown(),
                text == null ? null : text.html());
    }

    /** One saved version; {@code published}: the public reads this one. */
    @JsonInclude(Include.NON_NULL)
    record RevisionJson(
            int revision,
            String title,
            @Nullable String summary,
            String language,
            String author,
            List<String> tags,
            int words,
            int readingMinutes,
            Instant savedAt,
            boolean draft,
            boolean published) {

        static RevisionJson of(Version version, Article article) {
            Published published = article.published();
            return new RevisionJson(
                    version.number(),
                    version.title(),
                    version.summary(),
                    version.language(),
                    version.author(),
                    version.tags(),
                    version.words(),
                    version.readingMinutes(),
                    version.savedAt(),
                    version.number() == article.draft().number(),
                    published != null && version.number() == published.version().number());
        }
    }

    /** A page of a list; {@code next} is the number of the following page, if there is one. */
    @JsonInclude(Include.NON_NULL)
    record Page<T>(List<T> items, @Nullable Integer next) {

        /** @param found up to one more than {@code size} */
        static <T> Page<T> of(List<T> found, int page, int size) {
            return found.size() > size ? new Page<>(found.subList(0, size), page + 1) : new Page<>(found, null);
        }
    }
}
