package throughline.booking.availability;

import java.time.Duration;
import java.time.Instant;

/** Real time without a break; the end is not part of it. */
public record Run(Instant start, Instant end) {

    /** Whether a call of this length that starts then lies within. */
    public boolean holds(Instant callStart, Duration length) {
        return !callStart.isBefore(start) && !callStart.plus(length).isAfter(end);
    }
}
