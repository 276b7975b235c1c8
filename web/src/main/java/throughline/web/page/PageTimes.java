package throughline.web.page;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Dates and times as people read them, always in a zone that is named. English says "Tuesday, December 1" and "9:30 am"; other
 * languages take the patterns of their locale. Templates say {@code @pageTimes}.
 */
@Component("pageTimes")
public class PageTimes {

    private final Clock clock;

    PageTimes(Clock clock) {
        this.clock = clock;
    }

    /** "Tuesday, December 1", with the year when it is not this one. */
    public String day(Instant instant, ZoneId zone, Locale locale) {
        return day(instant.atZone(zone).toLocalDate(), zone, locale);
    }

    /** As above for a date; {@code zone} says which year is this one. */
    public String day(LocalDate date, ZoneId zone, Locale locale) {
        boolean thisYear = date.getYear() == clock.instant().atZone(zone).getYear();
        String pattern = english(locale)
                ? (thisYear ? "EEEE, MMMM d" : "EEEE, MMMM d, uuuu")
                : (thisYear ? "EEEE, d. MMMM" : "EEEE, d. MMMM uuuu");
        return date.format(DateTimeFormatter.ofPattern(pattern, locale));
    }

    /** "December 1", with the year when it is not this one. */
    public String date(Instant instant, ZoneId zone, Locale locale) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        boolean thisYear = date.getYear() == clock.instant().atZone(zone).getYear();
        String pattern =
                english(locale) ? (thisYear ? "MMMM d" : "MMMM d, uuuu") : (thisYear ? "d. MMMM" : "d. MMMM uuuu");
        return date.format(DateTimeFormatter.ofPattern(pattern, locale));
    }

    /** "9:30 am". */
    public String time(Instant instant, ZoneId zone, Locale locale) {
        ZonedDateTime at = instant.atZone(zone);
        return english(locale)
                ? at.format(DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH))
                        .toLowerCase(Locale.ROOT)
                : at.format(DateTimeFormatter.ofPattern("HH:mm", locale));
    }

    /** "9:30 to 10:00 am", or "11:45 am to 12:15 pm". */
    public String range(Instant start, Instant end, ZoneId zone, Locale locale) {
        String from = time(start, zone, locale);
        String to = time(end, zone, locale);
        boolean sameHalf = english(locale) && from.substring(from.length() - 2).equals(to.substring(to.length() - 2));
        return (sameHalf ? from.substring(0, from.length() - 3) : from) + (english(locale) ? " to " : "–") + to;
    }

    /** "Tuesday, December 1, 9:30 am". */
    public String when(Instant instant, ZoneId zone, Locale locale) {
        return day(instant, zone, locale) + ", " + time(instant, zone, locale);
    }

    /** "Los Angeles" for America/Los_Angeles: the place, which people know, instead of a rule's name. */
    public String zoneName(ZoneId zone) {
        String id = zone.getId();
        String place = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
        return id.contains("/") ? place : zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** "2026-12-01T17:30:00Z", for {@code <time datetime>}. */
    public String machine(Instant instant) {
        return instant.toString();
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().isEmpty() || locale.getLanguage().equals("en");
    }
}
