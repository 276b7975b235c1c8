package throughline.booking.rulebreaker;

import java.time.Instant;

/** Time that nobody injected. */
class ReadsTheSystemClock {
    Instant now() {
        return Instant.now();
    }
}
