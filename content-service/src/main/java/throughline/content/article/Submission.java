package throughline.content.article;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an author hands in, unchecked. What is left out stays as it is, or takes its default in a new article; an empty summary
 * removes it.
 */
public record Submission(
        @Nullable String title,
        @Nullable String summary,
        @Nullable String markdown,
        @Nullable String language,
        @Nullable String slug,
        @Nullable String author,
        @Nullable List<@Nullable String> tags) {}
