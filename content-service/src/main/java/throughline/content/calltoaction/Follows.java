package throughline.content.calltoaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.contract.ArticleId;
import throughline.contract.content.CallToActionFollowed;
import throughline.event.Cause;

/**
 * Counts followed calls to action, and never holds up who followed one. What waits is written by one thread, all of an
 * article's in one update of its document in {@code content.follows}; {@code CallToActionFollowed} leaves from that document's outbox. The
 * articles' own documents stay out of it: many readers must not get in the way of one author.
 *
 * <p>A count is waited for at most {@code WAIT}, which a healthy database never needs. What cannot be written, or arrives when 1,000 wait
 * already, is left out of the count and logged: a number that is a little too low does less harm than a reader before a blank page.
 */
@Component
class Follows implements SmartLifecycle {

    private static final Duration WAIT = Duration.ofMillis(250);
    private static final int MOST_WAITING = 1_000;
    private static final int BATCH = 200;
    private static final Logger log = LoggerFactory.getLogger(Follows.class);

    private final Aggregates<FollowCount> counts;
    private final BlockingQueue<Follow> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile @Nullable Thread writer;

    Follows(AggregateFactory aggregates) {
        this.counts = aggregates.of("content.follows", FollowCount.class);
    }

    private record Follow(CallToActionFollowed fact, CompletableFuture<Boolean> written) {}

    /** @return whether it is known to be written; false leaves it open */
    boolean count(CallToActionFollowed fact) {
        Follow follow = new Follow(fact, new CompletableFuture<>());
        if (!waiting.offer(follow)) {
            log.warn("A followed link of article {} is not counted: too many wait already.", fact.articleId());
            return false;
        }
        try {
            return follow.written().get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void writeForever() {
        List<Follow> batch = new ArrayList<>();
        while (isRunning() || !waiting.isEmpty()) {
            batch.clear();
            try {
                Follow first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            waiting.drainTo(batch, BATCH - 1);
            Map<ArticleId, List<Follow>> byArticle = new LinkedHashMap<>();
            batch.forEach(f -> byArticle
                    .computeIfAbsent(f.fact().articleId(), a -> new ArrayList<>())
                    .add(f));
            byArticle.forEach(this::write);
        }
    }

    private void write(ArticleId article, List<Follow> follows) {
        List<CallToActionFollowed> facts = follows.stream().map(Follow::fact).toList();
        boolean written = false;
        try {
            counts.change(
                    article.value(),
                    Cause.command(),
                    before -> Decision.<FollowCount, Void>changed(
                            new FollowCount(
                                    article, before.map(FollowCount::total).orElse(0L) + facts.size()),
                            facts));
            written = true;
        } catch (RuntimeException e) {
            log.warn("{} followed links of article {} are not counted. {}", facts.size(), article, e.toString());
        }
        for (Follow follow : follows) {
            follow.written().complete(written);
        }
    }

    @Override
    public void start() {
        // Known before it runs: a thread that starts faster than this field is set would see nothing to run for, and
        // end.
        Thread starting = Thread.ofVirtual().name("follows").unstarted(this::writeForever);
        writer = starting;
        starting.start();
    }

    /** What waits is still written: the relay below stops later. */
    @Override
    public void stop() {
        Thread ending = writer;
        writer = null;
        if (ending != null) {
            try {
                ending.join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    @Override
    public int getPhase() {
        return -500;
    }
}
