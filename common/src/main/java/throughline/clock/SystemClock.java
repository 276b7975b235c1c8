package throughline.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Practice time as it is, in whole milliseconds as the database keeps them. */
final class SystemClock extends Clock {

    private final ZoneId zone;

    SystemClock() {
        this(ZoneOffset.UTC);
    }

    private SystemClock(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SystemClock(other);
    }

    @Override
    public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
