package throughline.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Practice time that stands still until it is moved. What it shows is kept by {@link ClockFile}. */
public final class SimulatedClock extends Clock {

    private final ZoneId zone;
    private final Hand hand;

    /** The one hand that all zones' views of this clock share. */
    private static final class Hand {
        private volatile Instant instant;

        private Hand(Instant instant) {
            this.instant = instant;
        }
    }

    SimulatedClock(Instant start) {
        this(ZoneOffset.UTC, new Hand(start));
    }

    private SimulatedClock(ZoneId zone, Hand hand) {
        this.zone = zone;
        this.hand = hand;
    }

    void show(Instant instant) {
        hand.instant = instant;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SimulatedClock(other, hand);
    }

    @Override
    public Instant instant() {
        return hand.instant;
    }
}
