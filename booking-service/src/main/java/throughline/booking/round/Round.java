package throughline.booking.round;

import java.time.Duration;

/** Work done again and again. Any number of instances do it at once, so it must not matter who does it, or how often. */
public interface Round {

    /** How long to rest after one round before the next, in machine time. */
    Duration every();

    /** One round; what it throws is logged, and the next round tries again. */
    void go();
}
