package throughline.notification.sequence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a mail may leave at all: inside the sequence's window, outside the practice's quiet hours, not on its holidays. It only
 * ever moves forward. Pure.
 *
 * @param quiet from and to of the quiet hours, which may cross midnight
 */
public record Openings(
        @Nullable SendWindow window, @Nullable SendWindow quiet, Set<LocalDate> holidays) {

    /** Always open. */
    public static final Openings ALWAYS = new Openings(null, null, Set.of());

    private static final int MOST_MOVES = 1_000;

    public static Openings of(@Nullable SendWindow window) {
        return new Openings(window, null, Set.of());
    }

    /**
     * The first open instant that is not before {@code at}.
     *
     * @param wall the wall time to keep when a whole day is closed
     * @return empty if nothing opens within years
     */
    Optional<Instant> firstFrom(Instant at, ZoneId zone, LocalTime wall, Set<Weekday> days) {
        ZonedDateTime now = at.atZone(zone);
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            ZonedDateTime next = step(now, wall, days);
            if (next.toInstant().equals(now.toInstant())) {
                return Optional.of(now.toInstant());
            }
            now = next;
        }
        return Optional.empty();
    }

    private ZonedDateTime step(ZonedDateTime at, LocalTime wall, Set<Weekday> days) {
        LocalDate date = at.toLocalDate();
        boolean wrongDay = !days.isEmpty() && !days.contains(Weekday.of(date.getDayOfWeek()));
        if (wrongDay || holidays.contains(date)) {
            return Wall.at(date.plusDays(1), wall, at.getZone());
        }
        if (quiet != null && inside(quiet, at)) {
            return nextAfter(at, quiet.to());
        }
        if (window != null && !inside(window, at)) {
            return nextOpening(window, at);
        }
        return at;
    }

    private static boolean inside(SendWindow window, ZonedDateTime at) {
        LocalTime time = at.toLocalTime();
        LocalDate date = at.toLocalDate();
        boolean today = window.opensOn(Weekday.of(date.getDayOfWeek()));
        if (window.wholeDay()) {
            return today;
        }
        if (!window.overMidnight()) {
            return today && !time.isBefore(window.from()) && time.isBefore(window.to());
        }
        boolean yesterday = window.opensOn(Weekday.of(date.minusDays(1).getDayOfWeek()));
        return (today && !time.isBefore(window.from())) || (yesterday && time.isBefore(window.to()));
    }

    private static ZonedDateTime nextOpening(SendWindow window, ZonedDateTime at) {
        for (LocalDate date = at.toLocalDate(); ; date = date.plusDays(1)) {
            ZonedDateTime opening = Wall.at(date, window.from(), at.getZone());
            if (window.opensOn(Weekday.of(date.getDayOfWeek())) && opening.isAfter(at)) {
                return opening;
            }
        }
    }

    private static ZonedDateTime nextAfter(ZonedDateTime at, LocalTime time) {
        ZonedDateTime today = Wall.at(at.toLocalDate(), time, at.getZone());
        return today.isAfter(at) ? today : Wall.at(at.toLocalDate().plusDays(1), time, at.getZone());
    }
}
