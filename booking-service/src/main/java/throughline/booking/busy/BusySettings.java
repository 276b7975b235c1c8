package throughline.booking.busy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How other calendars are read.
 *
 * @param every how often each of them
 * @param patience how long one reading may take, redirects and all
 * @param mostBytes of one calendar file
 * @param allowInternal whether addresses of this machine and its network may be read; only for tests and closed networks
 */
@ConfigurationProperties("throughline.booking.calendars")
record BusySettings(Duration every, Duration patience, int mostBytes, boolean allowInternal) {

    BusySettings {
        if (every.isNegative() || every.isZero() || patience.isNegative() || patience.isZero() || mostBytes < 1) {
            throw new IllegalArgumentException(
                    "throughline.booking.calendars.every, .patience and .most-bytes must be above zero");
        }
    }
}
