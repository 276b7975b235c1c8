package throughline.notification.article;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.notification.article.FanOut.Halted;
import throughline.notification.article.FanOut.Result;
import throughline.notification.delivery.DeliveryState;
import throughline.notification.delivery.Tally;

/**
 * How far an article's mails are, as pages and programs see it. Each recipient is in exactly one of the counts.
 *
 * @param recipients everyone who gets it, or would have
 * @param waiting not yet decided
 * @param skipped rightly not sent: unsubscribed meanwhile, suppressed, or stopped
 * @param notSent refused, given up, or come back
 * @param publishedAt practice time
 * @param predictedFinish practice time; absent unless mails are going out and a pace is known
 * @param decision who paused or stopped it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ArticleProgress(
        String id,
        String articleId,
        String title,
        State state,
        int recipients,
        int accepted,
        int waiting,
        int inDoubt,
        int skipped,
        int notSent,
        Instant publishedAt,
        @Nullable Instant predictedFinish,
        @Nullable String decision) {

    enum State {
        SENDING,
        PAUSED,
        /** For good; what had been taken over by then stays so. */
        STOPPED,
        SENT
    }

    static ArticleProgress ended(FanOut fanOut, Result result) {
        int recipients = result.accepted() + result.inDoubt() + result.skipped() + result.notSent();
        return of(fanOut, fanOut.halted() == Halted.STOPPED ? State.STOPPED : State.SENT, recipients, 0, result, null);
    }

    /** @param unplanned subscribers who have no row yet */
    static ArticleProgress going(FanOut fanOut, Tally tally, int unplanned, Optional<Instant> finish) {
        int waiting = tally.waiting() + unplanned;
        State state = switch (fanOut.halted()) {
            case PAUSED -> State.PAUSED;
            case STOPPED -> State.STOPPED;
            case NO -> waiting == 0 && !fanOut.open() ? State.SENT : State.SENDING;
        };
        return of(
                fanOut,
                state,
                tally.all() + unplanned,
                waiting,
                result(tally),
                state == State.SENDING ? finish.orElse(null) : null);
    }

    private static ArticleProgress of(
            FanOut fanOut, State state, int recipients, int waiting, Result result, @Nullable Instant finish) {
        return new ArticleProgress(
                fanOut.id(),
                fanOut.article().articleId().value(),
                fanOut.article().title(),
                state,
                recipients,
                result.accepted(),
                waiting,
                result.inDoubt(),
                result.skipped(),
                result.notSent(),
                fanOut.at(),
                finish,
                fanOut.decision());
    }

    static Result result(Tally tally) {
        return new Result(
                tally.in(DeliveryState.ACCEPTED),
                tally.in(DeliveryState.IN_DOUBT),
                tally.in(DeliveryState.SKIPPED),
                tally.in(
                        DeliveryState.REJECTED,
                        DeliveryState.GIVEN_UP,
                        DeliveryState.BOUNCED,
                        DeliveryState.COMPLAINED),
                pace(tally));
    }

    private static double pace(Tally tally) {
        Instant first = tally.firstAccepted();
        Instant last = tally.lastAccepted();
        double seconds = first == null || last == null
                ? 0
                : Duration.between(first, last).toMillis() / 1_000.0;
        return seconds <= 0 ? 0 : tally.in(DeliveryState.ACCEPTED) / seconds;
    }
}
