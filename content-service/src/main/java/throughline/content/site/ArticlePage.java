package throughline.content.site;

import org.jspecify.annotations.Nullable;

/**
 * What the page of an article shows.
 *
 * @param summary only if the author wrote one: an excerpt would say everything twice
 * @param description for search engines and previews
 * @param updated null if the text has not changed since the day it appeared
 * @param html sanitised
 * @param go the path of the call to action
 * @param jsonLd a JSON document that cannot end the element it stands in
 */
record ArticlePage(
        String title,
        @Nullable String summary,
        String description,
        String author,
        String language,
        Day published,
        @Nullable Day updated,
        String publishedAt,
        String updatedAt,
        int minutes,
        String html,
        String go,
        String canonical,
        String jsonLd) {}
