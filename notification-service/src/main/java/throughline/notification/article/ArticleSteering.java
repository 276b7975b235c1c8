package throughline.notification.article;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.Tally;
import throughline.notification.relay.Rates;
import throughline.notification.subscription.Subscriptions;
import throughline.notification.suppression.Purpose;
import throughline.web.page.Shell;
import throughline.web.problem.Problem;
import throughline.web.security.Staff;

/** What staff do with an article on its way: look how far it is, pause it, let it go on, stop it. */
@Component
class ArticleSteering {

    private static final Logger log = LoggerFactory.getLogger(ArticleSteering.class);

    private final FanOuts fanOuts;
    private final Deliveries deliveries;
    private final Subscriptions subscriptions;
    private final Rates rates;
    private final Clock clock;

    ArticleSteering(FanOuts fanOuts, Deliveries deliveries, Subscriptions subscriptions, Rates rates, Clock clock) {
        this.fanOuts = fanOuts;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.rates = rates;
        this.clock = clock;
    }

    List<ArticleProgress> latest(int most) {
        return fanOuts.latest(most).stream().map(this::progress).toList();
    }

    /** @throws Problem 404 */
    ArticleProgress find(String id) {
        return progress(fanOuts.find(id).orElseThrow(ArticleSteering::unknown));
    }

    /** What senders have claimed by now, at most a batch, still goes. Pausing twice is pausing once. */
    ArticleProgress pause(String id) {
        FanOut paused = done(id, fanOuts.pause(id, staff()));
        deliveries.pauseArticles(id);
        log.info("Mails of article fan-out {} are paused.", id);
        return progress(paused);
    }

    ArticleProgress resume(String id) {
        FanOut resumed = done(id, fanOuts.resume(id));
        deliveries.resumeArticles(id);
        log.info("Mails of article fan-out {} go on.", id);
        return progress(resumed);
    }

    /** For good. The rows of those who do not get it say so a moment later. */
    ArticleProgress stop(String id) {
        FanOut stopped = done(id, fanOuts.stop(id, staff()));
        deliveries.pauseArticles(id);
        log.info("Mails of article fan-out {} are stopped.", id);
        return progress(stopped);
    }

    private FanOut done(String id, Optional<FanOut> changed) {
        return changed.orElseThrow(() -> fanOuts.find(id).isEmpty()
                ? unknown()
                : Problem.of(
                        HttpStatus.CONFLICT,
                        "NOTHING_TO_DECIDE",
                        "No mail of this article waits any more, or it was stopped for good."));
    }

    private ArticleProgress progress(FanOut fanOut) {
        if (fanOut.result() != null) {
            return ArticleProgress.ended(fanOut, fanOut.result());
        }
        Tally tally = deliveries.tallyArticles(fanOut.id());
        int unplanned =
                fanOut.open() ? (int) subscriptions.countConfirmedAfter(Purpose.ARTICLES, fanOut.afterOrFirst()) : 0;
        return ArticleProgress.going(
                fanOut,
                tally,
                unplanned,
                Finish.predicted(
                        clock.instant(),
                        tally.waiting() + unplanned,
                        tally,
                        fanOuts.lastPace(),
                        rates.limits().relayPerMinute()));
    }

    private static String staff() {
        return Shell.staff().map(Staff::name).orElse("Staff");
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no such article on its way.");
    }
}
