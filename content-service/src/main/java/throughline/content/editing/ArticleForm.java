package throughline.content.editing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.content.article.Article;
import throughline.content.article.Revision;
import throughline.content.article.Submission;
import throughline.content.article.Version;

/**
 * The editor's fields, as typed.
 *
 * @param key in a new article, the id it will have: sending the form twice makes one article
 * @param basedOn the version that was opened
 * @param told {@code notify}: the choice to tell subscribers; a browser leaves out a box that is not ticked
 * @param view which pane a phone shows, {@code write} or {@code preview}
 */
record ArticleForm(
        @Nullable String key,
        @Nullable Integer basedOn,
        @Nullable String title,
        @Nullable String summary,
        @Nullable String markdown,
        @Nullable String language,
        @Nullable String slug,
        @Nullable String author,
        @Nullable String tags,
        @Nullable Boolean told,
        @Nullable String view) {

    static ArticleForm blank(String key, String author) {
        return new ArticleForm(key, null, "", "", "", "", "", author, "", true, null);
    }

    static ArticleForm of(Article article, Revision text) {
        Version version = text.version();
        return new ArticleForm(
                null,
                article.draft().number(),
                version.title(),
                version.summary(),
                text.markdown(),
                version.language(),
                article.slug(),
                version.author(),
                String.join(", ", version.tags()),
                article.stage() == Article.Stage.DRAFT,
                null);
    }

    /** Every field of the form is there, so an empty one means empty, or the default where something must stand. */
    Submission submission() {
        List<@Nullable String> each = tags == null ? List.of() : new ArrayList<>(Arrays.asList(tags.split(",", -1)));
        return new Submission(title, summary == null ? "" : summary, markdown, language, slug, author, each);
    }

    public String text() {
        return markdown == null ? "" : markdown;
    }

    public boolean previewing() {
        return "preview".equals(view);
    }

    ArticleForm basedOn(int number) {
        return new ArticleForm(key, number, title, summary, markdown, language, slug, author, tags, told, view);
    }

    ArticleForm showingPreview() {
        return new ArticleForm(key, basedOn, title, summary, markdown, language, slug, author, tags, told, "preview");
    }
}
