package throughline.booking.availability;

import java.time.DayOfWeek;
import java.util.List;

/** On these weekdays, in this range of the wall clock, calls can be had. */
public record WeeklyRule(List<DayOfWeek> days, WallRange range) {

    public WeeklyRule {
        days = List.copyOf(days);
    }
}
