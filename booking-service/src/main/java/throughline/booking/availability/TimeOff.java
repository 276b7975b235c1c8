package throughline.booking.availability;

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

    /** Real time; without length where all of it falls into a gap. */
    Run in(ZoneId zone) {
        return new Run(RealTime.first(from, zone), RealTime.last(to, zone));
    }
}
