package throughline.notification.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the senders of a lane that there may be something for them, so that nothing waits for the next look. */
final class Wake {
    private final Map<Lane, Semaphore> bells = new EnumMap<>(Lane.class);

    Wake() {
        for (var lane : Lane.values()) {
            bells.put(lane, new Semaphore(0));
        }
    }

    void ring(Lane lane) {
        bell(lane).release();
    }

    void ringAll() {
        bells.values().forEach(Semaphore::release);
    }

    /** Returns when rung, or after this time. */
    void await(Lane lane, Duration most) throws InterruptedException {
        var bell = bell(lane);
        if (bell.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    private Semaphore bell(Lane lane) {
        return java.util.Objects.requireNonNull(bells.get(lane));
    }
}
