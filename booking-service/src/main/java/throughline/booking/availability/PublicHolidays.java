package throughline.booking.availability;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The holidays of each country and region as the bundled calendars of jollyday say, computed once a year and place. A holiday
 * that is moved to a working day closes both days. Observances, on which people work, are left out.
 */
public final class PublicHolidays {

    private record Place(String country, @Nullable String region, int year) {}

    /** A place that can be chosen. */
    public record Choice(String code, String name) {}

    private static final Map<Place, Map<LocalDate, String>> KNOWN = new ConcurrentHashMap<>();

    private PublicHolidays() {}

    /** The countries there is a calendar for, by name. */
    public static List<Choice> countries(Locale locale) {
        return HolidayManager.getSupportedCalendarCodes().stream()
                .filter(code -> code.matches("[A-Z]{2}"))
                .map(code -> new Choice(code, Locale.of("", code).getDisplayCountry(locale)))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    /** The regions of a country that have holidays of their own, by name; none for a country that is not known. */
    public static List<Choice> regions(String country, Locale locale) {
        if (!knows(country, null)) {
            return List.of();
        }
        return manager(country).getCalendarHierarchy().getChildren().values().stream()
                .map(region -> new Choice(region.getId(), region.getDescription(locale)))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    static boolean knows(String country, @Nullable String region) {
        if (!country.matches("[A-Z]{2}")
                || !HolidayManager.getSupportedCalendarCodes().contains(country)) {
            return false;
        }
        Map<String, CalendarHierarchy> regions =
                manager(country).getCalendarHierarchy().getChildren();
        return region == null || regions.containsKey(region);
    }

    static Map<LocalDate, String> of(Holidays place, int year) {
        return KNOWN.computeIfAbsent(new Place(place.country(), place.region(), year), PublicHolidays::computed);
    }

    /** The years beside it as well: a holiday of January 1 may be moved to December 31. */
    private static Map<LocalDate, String> computed(Place place) {
        Map<LocalDate, String> names = new TreeMap<>();
        for (int year = place.year() - 1; year <= place.year() + 1; year++) {
            for (Holiday holiday : holidays(place, Year.of(year))) {
                if (holiday.getType() != HolidayType.OBSERVANCE) {
                    String name = holiday.getDescription(Locale.ENGLISH);
                    names.putIfAbsent(holiday.getActualDate(), name);
                    names.putIfAbsent(holiday.getDate(), name);
                }
            }
        }
        return Map.copyOf(names);
    }

    private static Set<Holiday> holidays(Place place, Year year) {
        String region = place.region();
        HolidayManager manager = manager(place.country());
        return region == null ? manager.getHolidays(year) : manager.getHolidays(year, region);
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
    }
}
