package throughline.booking.spam;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param minimumFillTime nobody fills in a form faster; absent: one second, and nothing in simulated mode, where scripts are
 *     the people
 */
@ConfigurationProperties("throughline.booking.spam")
record SpamSettings(@Nullable Duration minimumFillTime) {

    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    SpamSettings {
        if (minimumFillTime != null && (minimumFillTime.isNegative() || minimumFillTime.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("throughline.booking.spam.minimum-fill-time is from 0 to one minute");
        }
    }

    Duration fastest(boolean simulated) {
        return minimumFillTime != null ? minimumFillTime : simulated ? Duration.ZERO : USUAL;
    }
}
