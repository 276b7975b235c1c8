package throughline.notification.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lane: a thread that claims due rows, and the connections that hand them over. */
final class LaneSenders {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(LaneSenders.class);

    /** How to take rows; empty when there are none, at most this many. */
    @FunctionalInterface
    interface Claim {
        List<Claimed> take(Lane lane, int most);
    }

    private final Lane lane;
    private final int connections;
    private final MailSettings settings;
    private final Wake wake;
    private final Claim claim;
    private final Supplier<Handover> open;
    private final BlockingQueue<Claimed> claimed = new LinkedBlockingQueue<>();
    private final IntSupplier articleBlock;
    private final CountDownLatch ended;
    private volatile boolean running;

    /** @param articleBlock how many article mails may be in doubt together */
    LaneSenders(
            Lane lane,
            int connections,
            MailSettings settings,
            Wake wake,
            Claim claim,
            IntSupplier articleBlock,
            Supplier<Handover> open) {
        this.lane = lane;
        this.connections = connections;
        this.settings = settings;
        this.wake = wake;
        this.claim = claim;
        this.articleBlock = articleBlock;
        this.open = open;
        this.ended = new CountDownLatch(connections);
    }

    void start() {
        running = true;
        Thread.ofVirtual().name("mail-claim-" + lane).start(this::claimForever);
        for (int i = 0; i < connections; i++) {
            Thread.ofVirtual().name("mail-" + lane + "-", i).start(this::handOverForever);
        }
    }

    void stop() {
        running = false;
        wake.ring(lane);
    }

    /** Waits until every connection has finished the mail it has in hand. */
    void awaitEnd(Duration most) throws InterruptedException {
        if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            log.warn(
                    "A connection of the lane {} is still waiting for the relay; its mail will be found in doubt.",
                    lane);
        }
    }

    private void claimForever() {
        try {
            while (running) {
                int room = settings.batch() - claimed.size();
                if (room < settings.batch() / 2 || !claimSome(room)) {
                    wake.await(lane, LOOK_EVERY);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean claimSome(int most) throws InterruptedException {
        try {
            var rows = claim.take(lane, most);
            claimed.addAll(rows);
            return !rows.isEmpty();
        } catch (RuntimeException e) {
            log.warn("Due mails cannot be read just now; next look in {} ms. {}", PAUSE.toMillis(), e.toString());
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            return false;
        }
    }

    private void handOverForever() {
        var handover = open.get();
        var unused = Duration.ZERO;
        try {
            while (running) {
                var row = claimed.poll();
                if (row == null) {
                    handover.flush();
                    row = claimed.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                }
                if (row != null) {
                    unused = Duration.ZERO;
                    handOver(handover, row);
                } else if (unused.compareTo(settings.idle()) < 0) {
                    unused = unused.plus(LOOK_EVERY);
                } else {
                    handover.closeConnection();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            handover.flush();
            handover.closeConnection();
            ended.countDown();
        }
    }

    private void handOver(Handover handover, Claimed row) throws InterruptedException {
        if (claimed.size() < settings.batch() / 2) {
            wake.ring(lane);
        }
        if (!handover.handOver(block(row))) {
            handover.flush();
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    /** One mail, or as many article mails as follow one another. */
    private List<Claimed> block(Claimed first) {
        var block = new ArrayList<>(List.of(first));
        int most = isArticle(first) ? articleBlock.getAsInt() : 1;
        while (block.size() < most && isArticle(claimed.peek())) {
            var next = claimed.poll();
            if (next != null && !isArticle(next)) {
                claimed.add(next); // another connection was faster; this one waits a moment longer
                break;
            }
            if (next != null) {
                block.add(next);
            }
        }
        return block;
    }

    private static boolean isArticle(@Nullable Claimed claim) {
        return claim != null
                && claim.row().plan().deliveryClass() == DeliveryClass.AT_MOST_ONCE
                && claim.row().plan().isArticle();
    }
}
