package throughline.booking.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import throughline.booking.availability.WallRange;

/** Hours of a day as people write them: "9 to 12, 13:30 to 5 pm". Nothing means no hours. */
final class TypedTimes {

    private static final Pattern RANGE = Pattern.compile(
            "\\s*(.+?)\\s*(?:-|\u2013|\u2014|\\bto\\b|\\buntil\\b)\\s*(.+?)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME =
            Pattern.compile("([0-9]{1,2})(?:[:.]?([0-5][0-9]))?\\s*([ap])?\\.?(?:m\\.?)?", Pattern.CASE_INSENSITIVE);
    private static final int HOUR = 60;

    private TypedTimes() {}

    /** In order. @throws IllegalArgumentException for what is no time, ends before it begins, or overlaps */
    static List<WallRange> read(String typed) {
        List<WallRange> ranges = new ArrayList<>();
        for (String part : typed.split("[,;\\n]|\\band\\b", -1)) {
            if (!part.isBlank()) {
                ranges.add(range(part));
            }
        }
        ranges.sort(Comparator.comparingInt(WallRange::from));
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).from() < ranges.get(i - 1).to()) {
                throw new IllegalArgumentException("two ranges overlap");
            }
        }
        return ranges;
    }

    private static WallRange range(String part) {
        Matcher range = RANGE.matcher(part);
        if (!range.matches()) {
            throw new IllegalArgumentException("a range has a beginning and an end");
        }
        int to = minutes(range.group(2));
        return new WallRange(minutes(range.group(1)), to == 0 ? WallRange.DAY : to);
    }

    /** @throws IllegalArgumentException for what is no time of day */
    static int minutes(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        if (text.equals("noon")) {
            return 12 * HOUR;
        }
        if (text.equals("midnight")) {
            return 0;
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("a time of day looks like 9:00");
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
        String half = time.group(3);
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new IllegalArgumentException("a time of half a day goes to 12");
            }
            hour = hour % 12 + (half.equals("p") ? 12 : 0);
        }
        int minutes = hour * HOUR + minute;
        if (minutes > WallRange.DAY) {
            throw new IllegalArgumentException("a day ends at 24:00");
        }
        return minutes;
    }

    /** "09:00 to 12:00, 13:30 to 17:00" */
    static String text(List<WallRange> ranges) {
        return ranges.stream()
                .sorted(Comparator.comparingInt(WallRange::from))
                .map(range -> range.fromText() + " to " + range.toText())
                .collect(Collectors.joining(", "));
    }
}
