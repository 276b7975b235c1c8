package throughline.notification.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import throughline.contract.DeliveryId;

/** Asks all reconcilers about the mails in doubt, once a minute of machine time, and writes down what they know. */
final class Reconciliation implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int MOST = 200;
    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private final Deliveries deliveries;
    private final List<Reconciler> reconcilers;
    private final Semaphore end = new Semaphore(0);
    private volatile boolean running;

    Reconciliation(Deliveries deliveries, List<Reconciler> reconcilers) {
        this.deliveries = deliveries;
        this.reconcilers = reconcilers;
    }

    /** @return how many mails are not in doubt any more */
    int reconcile() {
        var doubts = deliveries.doubts(MOST).stream()
                .collect(Collectors.toMap(DeliveryView::messageId, DeliveryView::id, (first, _) -> first));
        int settled = 0;
        for (var reconciler : doubts.isEmpty() ? List.<Reconciler>of() : reconcilers) {
            try {
                for (var known : reconciler.taken(doubts.keySet()).entrySet()) {
                    var id = doubts.get(known.getKey());
                    if (id != null && deliveries.arrived(new DeliveryId(id), known.getValue())) {
                        settled++;
                    }
                }
            } catch (Exception e) {
                log.warn(
                        "{} could not be asked about mails in doubt; next time in {}. {}",
                        reconciler.getClass().getSimpleName(),
                        EVERY,
                        e.toString());
            }
        }
        return settled;
    }

    @Override
    public void start() {
        running = true;
        if (!reconcilers.isEmpty()) {
            Thread.ofVirtual().name("mail-reconcile").start(this::reconcileForever);
        }
    }

    private void reconcileForever() {
        try {
            while (!end.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    reconcile();
                } catch (RuntimeException e) {
                    log.warn("Mails in doubt cannot be read just now; next time in {}. {}", EVERY, e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        end.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
