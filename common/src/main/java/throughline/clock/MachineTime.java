package throughline.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time processes need: leases and claims, infrastructure back-off, request rates, staff sessions. It never stands still,
 * so a claim left by a killed process runs out even when practice time is frozen.
 */
public class MachineTime {

    /** Now, in whole milliseconds as the database keeps them. */
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Nanoseconds of a clock that is never set, for measuring how long something takes. */
    public long nanos() {
        return System.nanoTime();
    }

    /** The moment this much time from now. */
    public Instant in(Duration time) {
        return now().plus(time);
    }
}
