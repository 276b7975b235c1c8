package throughline.booking.availability;

import java.time.LocalDate;
import java.util.List;

/** What holds on one date instead of the weekly rules; without ranges the day is closed. */
public record DayOverride(LocalDate date, List<WallRange> ranges) {

    public DayOverride {
        ranges = List.copyOf(ranges);
    }
}
