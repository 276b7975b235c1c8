package throughline.booking.availability;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is offered from one wall time to another. Where a wall time happens twice the stretch is read as long as it can be;
 * where it does not happen at all, the moment of the change counts.
 */
public record TimeOff(
        LocalDateTime from, LocalDateTime to, @Nullable String reason) {

    /** @throws IllegalArgumentException if it does not end after it begins */
    public TimeOff {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("time off ends after it begins");
        }
    }

    boolean overlaps(Instant start, Instant end, ZoneId zone) {
        return RealTime.first(from, zone).isBefore(end)
                && RealTime.last(to, zone).isAfter(start);
    }
}
