package throughline.booking.offer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.TimeZone;

/** How a start reads in a zone. */
public final class SlotTimes {

    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private SlotTimes() {}

    /** The offset date-time in the zone, {@code 2027-03-14T09:00:00-07:00}. */
    static String local(Instant start, ZoneId zone) {
        OffsetDateTime local = start.atZone(zone).toOffsetDateTime();
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
    }

    /** {@code 09:00}, and {@code 01:30 PDT} where that wall time happens twice. */
    static String label(Instant start, ZoneId zone) {
        return WALL.format(start.atZone(zone)) + suffix(start, zone, Locale.ENGLISH);
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
