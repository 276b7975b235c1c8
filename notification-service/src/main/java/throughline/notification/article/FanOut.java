package throughline.notification.article;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.contract.content.ArticlePublished;

/**
 * One article on its way to its subscribers.
 *
 * @param id of the event that said it was published
 * @param sequenceVersion of the sequence {@code article}, whose text is used
 * @param after the last subscriber whose mail is planned, in the order of ids
 */
record FanOut(
        String id,
        ArticlePublished article,
        String correlationId,
        Instant at,
        int sequenceVersion,
        @Nullable String after) {}
