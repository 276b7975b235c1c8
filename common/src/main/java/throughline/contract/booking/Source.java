package throughline.contract.booking;

import org.jspecify.annotations.Nullable;
import throughline.contract.ArticleId;

/** What led to a request: the article, its revision and the call to action that was followed. */
public record Source(
        @Nullable ArticleId article,
        @Nullable Integer revision,
        @Nullable String callToAction) {}
