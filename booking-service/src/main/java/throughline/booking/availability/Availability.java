package throughline.booking.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a practitioner can be met, in wall time of their zone. A holiday that is observed closes its date; an override replaces
 * the weekly rules of its date, a holiday or not; time off takes away from all.
 */
public record Availability(
        ZoneId zone,
        List<WeeklyRule> weekly,
        List<DayOverride> overrides,
        List<TimeOff> timeOff,
        @Nullable Holidays holidays) {

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
        Optional<DayOverride> override = override(date);
        if (override.isPresent()) {
            return override.get().ranges();
        }
        return holiday(date).isPresent()
                ? List.of()
                : weekly.stream()
                        .filter(rule -> rule.days().contains(date.getDayOfWeek()))
                        .map(WeeklyRule::range)
                        .toList();
    }

    public Optional<DayOverride> override(LocalDate date) {
        return overrides.stream().filter(o -> o.date().equals(date)).findFirst();
    }

    /** The name of the holiday that closes a date. */
    public Optional<String> holiday(LocalDate date) {
        return holidays == null || override(date).isPresent() ? Optional.empty() : holidays.closing(date);
    }

    /** All time off, in real time. */
    public BlockedTime away() {
        return new BlockedTime(timeOff.stream().map(off -> off.in(zone)).toList());
    }

    /** The practitioner's date at an instant. */
    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }
}
