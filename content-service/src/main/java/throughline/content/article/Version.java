package throughline.content.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import throughline.content.markdown.Rendered;

/**
 * One revision as lists and pages need it; its text lies in {@code content.revisions}.
 *
 * @param number from 1; higher is newer, numbers may be missing from an article's history only if its save never ended
 * @param summary as the author wrote it, if at all
 * @param excerpt the text's beginning, instead of a summary
 * @param language BCP 47
 * @param textHash of the Markdown, to see whether it changed
 * @param savedAt practice time
 */
public record Version(
        int number,
        String title,
        @Nullable String summary,
        String excerpt,
        String language,
        String author,
        List<String> tags,
        int words,
        String textHash,
        Instant savedAt) {

    /** What stands below the title in lists, feeds and mails; may be empty. */
    public String lead() {
        return summary == null ? excerpt : summary;
    }

    public int readingMinutes() {
        return Rendered.readingMinutes(words);
    }

    /** Whether the author would see no difference. */
    boolean sameAs(Version other) {
        return changedFrom(other).isEmpty();
    }

    /** The names of the fields that differ, as {@code ArticleRevised} carries them. */
    List<String> changedFrom(Version other) {
        List<String> changed = new ArrayList<>();
        note(changed, "title", title, other.title);
        note(changed, "summary", summary, other.summary);
        note(changed, "markdown", textHash, other.textHash);
        note(changed, "language", language, other.language);
        note(changed, "author", author, other.author);
        note(changed, "tags", tags, other.tags);
        return List.copyOf(changed);
    }

    private static void note(List<String> changed, String field, @Nullable Object mine, @Nullable Object others) {
        if (!Objects.equals(mine, others)) {
            changed.add(field);
        }
    }
}
