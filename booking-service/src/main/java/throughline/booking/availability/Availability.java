package throughline.booking.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When a practitioner can be met, in wall time of their zone. An override replaces the weekly rules of its date; time off takes
 * away from both.
 */
public record Availability(ZoneId zone, List<WeeklyRule> weekly, List<DayOverride> overrides, List<TimeOff> timeOff) {

    public Availability {
        weekly = List.copyOf(weekly);
        overrides = List.copyOf(overrides);
        timeOff = List.copyOf(timeOff);
    }

    /** The unbroken runs of real time of each range that holds on this date of the practitioner's. Ranges may overlap. */
    public List<Run> runsOn(LocalDate date) {
        return rangesOn(date).stream()
                .flatMap(range -> RealTime.runs(zone, date, range).stream())
                .toList();
    }

    private List<WallRange> rangesOn(LocalDate date) {
        return override(date)
                .map(DayOverride::ranges)
                .orElseGet(() -> weekly.stream()
                        .filter(rule -> rule.days().contains(date.getDayOfWeek()))
                        .map(WeeklyRule::range)
                        .toList());
    }

    public Optional<DayOverride> override(LocalDate date) {
        return overrides.stream().filter(o -> o.date().equals(date)).findFirst();
    }

    /** The time off that a call from {@code start} to {@code end} would fall into. */
    public Optional<TimeOff> timeOff(Instant start, Instant end) {
        return timeOff.stream().filter(off -> off.overlaps(start, end, zone)).findFirst();
    }

    /** The practitioner's date at an instant. */
    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }
}
