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
 * @param open not every subscriber has a row yet
 * @param planned how many have one
 * @param halted by staff, or because the article was withdrawn
 * @param decision who did that, and when it was no person, why; absent when nobody has
 * @param result what became of its mails; absent while one of them is undecided
 */
record FanOut(
        String id,
        ArticlePublished article,
        String correlationId,
        Instant at,
        int sequenceVersion,
        @Nullable String after,
        boolean open,
        int planned,
        Halted halted,
        @Nullable String decision,
        @Nullable Result result) {

    enum Halted {
        NO,
        PAUSED,
        STOPPED
    }

    /**
     * What became of an article's mails, counted once.
     *
     * @param notSent refused, given up, or come back
     * @param perSecond how fast they were taken over; 0 where that cannot be said
     */
    record Result(int accepted, int inDoubt, int skipped, int notSent, double perSecond) {}

    String afterOrFirst() {
        return after == null ? "" : after;
    }
}
