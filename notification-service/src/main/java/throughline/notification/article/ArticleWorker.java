package throughline.notification.article;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import throughline.clock.DueWork;
import throughline.notification.delivery.Deliveries;
import throughline.notification.subscription.Subscriptions;
import throughline.notification.subscription.Subscriptions.Subscriber;
import throughline.notification.suppression.Purpose;

/**
 * Plans the mails of an article, 500 subscribers at a time. Several instances may do the same batch: the mails' ids are the
 * same, and only one of them moves the cursor.
 */
@Component
class ArticleWorker implements SmartLifecycle, DueWork {

    private static final int BATCH = 500;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(ArticleWorker.class);

    private final FanOuts fanOuts;
    private final Subscriptions subscriptions;
    private final ArticleMails mails;
    private final Deliveries deliveries;
    private final ArticleBell bell;
    private final Clock clock;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    ArticleWorker(
            FanOuts fanOuts,
            Subscriptions subscriptions,
            ArticleMails mails,
            Deliveries deliveries,
            ArticleBell bell,
            Clock clock) {
        this.fanOuts = fanOuts;
        this.subscriptions = subscriptions;
        this.mails = mails;
        this.deliveries = deliveries;
        this.bell = bell;
        this.clock = clock;
    }

    private void workForever() {
        while (running) {
            try {
                bell.await(LOOK);
                Optional<FanOut> open = fanOuts.oldestOpen();
                while (open.isPresent() && running) {
                    batch(open.get());
                    open = fanOuts.oldestOpen();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Article mails cannot be planned just now; next try in {}. {}", LOOK, e.toString());
            }
        }
    }

    private void batch(FanOut fanOut) {
        String after = fanOut.after() == null ? "" : fanOut.after();
        List<Subscriber> next = subscriptions.confirmedAfter(Purpose.ARTICLES, after, BATCH);
        if (next.isEmpty()) {
            fanOuts.finish(fanOut);
            return;
        }
        Instant now = clock.instant();
        deliveries.plan(
                next.stream().map(reader -> mails.of(fanOut, reader, now)).toList());
        fanOuts.planned(fanOut, next.getLast().id().value(), next.size());
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    @Override
    public boolean settled(Instant now) {
        return fanOuts.oldestOpen().isEmpty();
    }

    @Override
    public void wake() {
        bell.ring();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("notification-articles").start(this::workForever);
        bell.ring();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
