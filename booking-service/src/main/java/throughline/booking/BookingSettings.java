package throughline.booking;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set for booking.
 *
 * @param postsPerAddress booking POSTs from one address in ten minutes; the next is answered 429
 * @param hold how long a time is kept while a form is filled in
 * @param followUpByDefault whether mails may follow a call when the booking says nothing about it
 */
@ConfigurationProperties("throughline.booking")
public record BookingSettings(int postsPerAddress, Duration hold, boolean followUpByDefault) {

    public BookingSettings {
        if (postsPerAddress < 1 || hold.isNegative() || hold.isZero()) {
            throw new IllegalArgumentException(
                    "throughline.booking.posts-per-address and throughline.booking.hold must be above zero");
        }
    }
}
