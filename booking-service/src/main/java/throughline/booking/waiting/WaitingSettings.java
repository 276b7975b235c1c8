package throughline.booking.waiting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set for the waiting list.
 *
 * @param offer how long a time is kept for the person it is offered to; never beyond the notice the call needs
 * @param least the shortest time worth an offer
 * @param most people on one practitioner's list
 */
@ConfigurationProperties("throughline.booking.waiting")
record WaitingSettings(Duration offer, Duration least, int most) {

    WaitingSettings {
        if (least.isNegative() || least.isZero() || offer.compareTo(least) < 0 || most < 1 || most > 1_000) {
            throw new IllegalArgumentException("throughline.booking.waiting: an offer lasts at least as long as the"
                    + " shortest one, above zero; most is 1 to 1000");
        }
    }
}
