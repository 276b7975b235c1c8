package throughline.booking.calendar;

import java.time.Duration;
import org.springframework.stereotype.Component;
import throughline.booking.round.Round;

/**
 * Past claims move out, also of a calendar in which nothing happens any more. Every instance may do it at the same time: each
 * calendar is one compare-and-set, and a claim that is gone cannot go again.
 */
@Component
class PastClaims implements Round {

    private final Calendars calendars;

    PastClaims(Calendars calendars) {
        this.calendars = calendars;
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void go() {
        calendars.tidy();
    }
}
