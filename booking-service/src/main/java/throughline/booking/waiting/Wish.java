package throughline.booking.waiting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times that would suit somebody, as wall time in their own zone. What is not stated does not matter.
 *
 * @param days none means any
 * @param from the call starts at this time or later
 * @param to the call ends at this time or earlier; absent for the end of the day
 * @param earliest first date
 * @param latest last date, included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Wish(
        List<DayOfWeek> days,
        @Nullable LocalTime from,
        @Nullable LocalTime to,
        @Nullable LocalDate earliest,
        @Nullable LocalDate latest) {

    Wish {
        days = List.copyOf(days);
    }

    boolean fits(Instant start, Instant end, ZoneId zone) {
        ZonedDateTime begins = start.atZone(zone);
        ZonedDateTime ends = end.atZone(zone);
        LocalDate day = begins.toLocalDate();
        return (days.isEmpty() || days.contains(day.getDayOfWeek()))
                && (earliest == null || !day.isBefore(earliest))
                && (latest == null || !day.isAfter(latest))
                && (from == null || !begins.toLocalTime().isBefore(from))
                && (to == null
                        || (ends.toLocalDate().equals(day)
                                && !ends.toLocalTime().isAfter(to)));
    }
}
