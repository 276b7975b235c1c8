package throughline.booking.offer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.TimeZone;

/** How a start reads in a zone. A month has a thousand: without formatters, which take most of the time of an answer. */
public final class SlotTimes {

    private static final int WITHOUT_SECONDS = "2027-03-14T16:00".length();

    private SlotTimes() {}

    /** The offset date-time, {@code 2027-03-14T09:00:00-07:00}. */
    static String local(ZonedDateTime start) {
        int second = start.getSecond();
        return start.toLocalDate() + "T" + wall(start) + (second < 10 ? ":0" : ":") + second + start.getOffset();
    }

    /** The same instant for programs, {@code 2027-03-14T16:00:00Z} (RFC 3339); starts and ends fall on whole seconds. */
    static String utc(Instant instant) {
        String time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC)
                .toString();
        return time + (time.length() == WITHOUT_SECONDS ? ":00Z" : "Z");
    }

    /** {@code 09:00}, and {@code 01:30 PDT} where that wall time happens twice. */
    static String label(ZonedDateTime start) {
        return wall(start) + suffix(start, Locale.ENGLISH);
    }

    private static LocalTime wall(ZonedDateTime start) {
        return start.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    }

    /** What tells two equal wall times apart, with a blank before it; empty for a wall time that happens once. */
    public static String suffix(ZonedDateTime start, Locale locale) {
        boolean twice = start.getZone()
                        .getRules()
                        .getValidOffsets(start.toLocalDateTime())
                        .size()
                > 1;
        return twice ? " " + abbreviation(start, locale) : "";
    }

    /** {@code PDT}; the offset where both sides of the change would be called the same. */
    private static String abbreviation(ZonedDateTime start, Locale locale) {
        TimeZone names = TimeZone.getTimeZone(start.getZone());
        boolean told = !names.getDisplayName(true, TimeZone.SHORT, locale)
                .equals(names.getDisplayName(false, TimeZone.SHORT, locale));
        String name = DateTimeFormatter.ofPattern("zzz", locale).format(start);
        return told && !name.equals(start.getZone().getDisplayName(TextStyle.SHORT, locale))
                ? name
                : "UTC" + start.getOffset().getId();
    }
}
