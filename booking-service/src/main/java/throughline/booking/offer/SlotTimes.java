package throughline.booking.offer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.TimeZone;

/** How a start reads in a zone. A month has a thousand: without formatters, which take most of the time of an answer. */
public final class SlotTimes {

    private SlotTimes() {}

    /** The offset date-time in the zone, {@code 2027-03-14T09:00:00-07:00}. */
    static String local(Instant start, ZoneId zone) {
        ZonedDateTime local = start.atZone(zone);
        int second = local.getSecond();
        return local.toLocalDate() + "T" + wall(local) + (second < 10 ? ":0" : ":") + second + local.getOffset();
    }

    /** {@code 09:00}, and {@code 01:30 PDT} where that wall time happens twice. */
    static String label(Instant start, ZoneId zone) {
        return wall(start.atZone(zone)) + suffix(start, zone, Locale.ENGLISH);
    }

    private static LocalTime wall(ZonedDateTime local) {
        return local.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    }

    /** What tells two equal wall times apart, with a blank before it; empty for a wall time that happens once. */
    public static String suffix(Instant start, ZoneId zone, Locale locale) {
        LocalDateTime wall = LocalDateTime.ofInstant(start, zone);
        return zone.getRules().getValidOffsets(wall).size() < 2 ? "" : " " + abbreviation(start, zone, locale);
    }

    /** {@code PDT}; the offset where both sides of the change would be called the same. */
    private static String abbreviation(Instant start, ZoneId zone, Locale locale) {
        TimeZone names = TimeZone.getTimeZone(zone);
        boolean told = !names.getDisplayName(true, TimeZone.SHORT, locale)
                .equals(names.getDisplayName(false, TimeZone.SHORT, locale));
        String name = DateTimeFormatter.ofPattern("zzz", locale).format(start.atZone(zone));
        return told && !name.equals(zone.getDisplayName(TextStyle.SHORT, locale))
                ? name
                : "UTC" + zone.getRules().getOffset(start).getId();
    }
}
