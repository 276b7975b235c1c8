package throughline.notification.message;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times read in a mail: in the reader's zone, with the zone named, in English. */
public final class MailTimes {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private MailTimes() {}

    /** {@code Tuesday, December 1, 2026} */
    public static String date(Instant at, ZoneId zone) {
        return DATE.format(at.atZone(zone));
    }

    /** {@code Tuesday, December 1} */
    public static String day(Instant at, ZoneId zone) {
        return DAY.format(at.atZone(zone));
    }

    /** {@code 9:30 am}, for a subject or where the zone stands beside it. */
    public static String time(Instant at, ZoneId zone) {
        var local = at.atZone(zone);
        return TIME.format(local) + " " + half(local);
    }

    /** {@code 9:30 to 10:00 am, Los Angeles (PST)}; over noon or midnight both halves are named. */
    public static String span(Instant start, Instant end, ZoneId zone) {
        var from = start.atZone(zone);
        var to = end.atZone(zone);
        var begin = half(from).equals(half(to)) ? TIME.format(from) : TIME.format(from) + " " + half(from);
        return begin + " to " + TIME.format(to) + " " + half(to) + ", " + zone(from);
    }

    /** {@code Tuesday, December 1, 2026} and on the next line {@code 9:30 to 10:00 am, Los Angeles (PST)}. */
    public static String when(Instant start, Instant end, ZoneId zone) {
        return date(start, zone) + "\n" + span(start, end, zone);
    }

    private static String half(ZonedDateTime at) {
        return at.getHour() < 12 ? "am" : "pm";
    }

    private static String zone(ZonedDateTime at) {
        var id = at.getZone().getId();
        var place = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
        var abbreviation = SHORT_ZONE.format(at);
        return place.equals(abbreviation) ? place : place + " (" + abbreviation + ")";
    }
}
