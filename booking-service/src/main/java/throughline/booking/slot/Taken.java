package throughline.booking.slot;

import java.time.Duration;
import java.time.Instant;

/** Time that somebody has, with the buffers around it; {@code held} while a form is being filled in. */
public record Taken(Instant start, Instant end, Duration before, Duration after, String callType, boolean held) {

    Instant from() {
        return start.minus(before);
    }

    Instant to() {
        return end.plus(after);
    }
}
