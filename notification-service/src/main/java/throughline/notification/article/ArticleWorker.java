package throughline.notification.article;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import throughline.clock.DueWork;
import throughline.clock.MachineTime;
import throughline.notification.article.FanOut.Halted;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.delivery.Tally;
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
    private static final String STOPPED = "stopped";
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** Counting reads each row of an article. */
    private static final Duration COUNT_EVERY = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(ArticleWorker.class);

    private final FanOuts fanOuts;
    private final Subscriptions subscriptions;
    private final ArticleMails mails;
    private final ArticleDays days;
    private final Deliveries deliveries;
    private final ArticleBell bell;
    private final Clock clock;
    private final MachineTime machine;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    ArticleWorker(
            FanOuts fanOuts,
            Subscriptions subscriptions,
            ArticleMails mails,
            ArticleDays days,
            Deliveries deliveries,
            ArticleBell bell,
            Clock clock,
            MachineTime machine) {
        this.fanOuts = fanOuts;
        this.subscriptions = subscriptions;
        this.mails = mails;
        this.days = days;
        this.deliveries = deliveries;
        this.bell = bell;
        this.clock = clock;
        this.machine = machine;
    }

    private void workForever() {
        long countedAt = machine.nanos() - COUNT_EVERY.toNanos();
        while (running) {
            try {
                bell.await(LOOK);
                Optional<FanOut> open = fanOuts.oldestOpen();
                while (open.isPresent() && running) {
                    long began = machine.nanos();
                    batch(open.get());
                    breathe(machine.nanos() - began);
                    open = fanOuts.oldestOpen();
                }
                fanOuts.justResumed().stream()
                        .filter(one -> one.halted() == Halted.NO)
                        .forEach(one -> deliveries.resumeArticles(one.id()));
                if (machine.nanos() - countedAt > COUNT_EVERY.toNanos()) {
                    fanOuts.uncounted().forEach(this::count);
                    countedAt = machine.nanos();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Article mails cannot be planned just now; next try in {}. {}", LOOK, e.toString());
            }
        }
    }

    /**
     * Plans a third of the time at most. Ten thousand mails planned in one go, and the facts about them, kept a confirmation of a
     * booking waiting for two seconds and more; they leave no sooner for being planned earlier.
     */
    private static void breathe(long nanosWorked) {
        LockSupport.parkNanos(2 * nanosWorked);
    }

    private void batch(FanOut fanOut) {
        boolean stopped = fanOut.halted() == Halted.STOPPED;
        if (stopped && deliveries.stopArticles(fanOut.id(), STOPPED, BATCH)) {
            return; // first those who have a row; then, batch after batch, those who have none
        }
        List<Subscriber> next = subscriptions.confirmedAfter(Purpose.ARTICLES, fanOut.afterOrFirst(), BATCH);
        if (next.isEmpty()) {
            fanOuts.finish(fanOut);
            return;
        }
        Instant now = clock.instant();
        List<PlannedMail> planned =
                next.stream().map(reader -> mails.of(fanOut, reader, now)).toList();
        if (stopped) {
            deliveries.leaveOut(planned.stream()
                    .map(mail -> new Deliveries.LeftOut(mail, STOPPED))
                    .toList());
        } else {
            deliveries.plan(days.within(fanOut, planned));
        }
        fanOuts.planned(fanOut, next.getLast().id().value(), next.size());
    }

    /** Once nothing of it waits any more, the page need not count its rows again. */
    private void count(FanOut fanOut) {
        Tally tally = deliveries.tallyArticles(fanOut.id());
        if (tally.waiting() == 0) {
            fanOuts.counted(fanOut, ArticleProgress.result(tally));
        }
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
