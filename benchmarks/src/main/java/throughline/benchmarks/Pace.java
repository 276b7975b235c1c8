package throughline.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How quickly bookings follow each other: one a second by default, so that what one sets off (some 150 commands of four services)
 * is over when the next comes. {@code -Dbench.gap=100} (milliseconds) keeps two cores busy all the time.
 */
final class Pace {

    private static final long GAP = TimeUnit.MILLISECONDS.toNanos(Long.getLong("bench.gap", 1_000));

    private Pace() {}

    static void pause() {
        LockSupport.parkNanos(GAP);
    }
}
