package throughline.booking.availability;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of one day on the clock on the wall, in minutes from midnight; the end is not part of it and may be 1440, which is
 * written {@code 24:00}.
 */
public record WallRange(int from, int to) {

    /** Minutes of a day on the wall, whatever its real length. */
    public static final int DAY = 24 * 60;

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])(?::00)?");

    /** @throws IllegalArgumentException unless {@code 0 <= from < to <= 1440} */
    public WallRange {
        if (from < 0 || from >= to || to > DAY) {
            throw new IllegalArgumentException("a range of a day ends after it begins, at 24:00 at the latest");
        }
    }

    /** @throws IllegalArgumentException if either is not {@code HH:mm}, or the end is not after the beginning */
    public static WallRange of(String from, String to) {
        return new WallRange(minutes(from), minutes(to));
    }

    private static int minutes(String time) {
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a time of day looks like 09:00");
        }
        return Integer.parseInt(parts.group(1)) * 60 + Integer.parseInt(parts.group(2));
    }

    public String fromText() {
        return text(from);
    }

    public String toText() {
        return text(to);
    }

    private static String text(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
