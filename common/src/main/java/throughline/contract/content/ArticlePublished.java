package throughline.contract.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import throughline.contract.ArticleId;

/** An article became public. {@code url} is absolute; {@code notify} (here {@code notifySubscribers}) is true once per article unless the author asks again; {@code readingMinutes} counts 238 words a minute, rounded up. */
public record ArticlePublished(
        ArticleId articleId,
        String slug,
        String url,
        String title,
        String summary,
        String author,
        String language,
        int revision,
        Instant publishedAt,
        int readingMinutes,
        @JsonProperty("notify") boolean notifySubscribers)
        implements ContentEvent {

    @Override
    public String key() {
        return articleId.value();
    }

    @Override
    public String subject() {
        return articleId.value();
    }
}
