package throughline.notification.sequence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A length of time as ISO 8601 writes it, in its two kinds: {@code P1D} and {@code P1M} count on the calendar and keep the
 * wall clock, {@code PT24H} is elapsed time.
 */
public record Span(Period days, Duration time) {

    public static final Span NOTHING = new Span(Period.ZERO, Duration.ZERO);

    private static final Duration LONGEST_TIME = Duration.ofDays(400);
    private static final int MOST_YEARS = 5;

    /** @throws IllegalArgumentException for anything but a positive ISO 8601 duration of at most five years */
    @JsonCreator
    public static Span parse(String text) {
        int split = text.indexOf('T');
        String date = split < 0 ? text : text.substring(0, split);
        try {
            Span span = new Span(
                    date.equals("P") && split > 0 ? Period.ZERO : Period.parse(date),
                    split < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(split)));
            if (span.days.isNegative()
                    || span.time.isNegative()
                    || LocalDate.EPOCH.plus(span.days).isAfter(LocalDate.EPOCH.plusYears(MOST_YEARS))
                    || span.time.compareTo(LONGEST_TIME) > 0) {
                throw new IllegalArgumentException("not a length of time up to five years: " + text);
            }
            return span;
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not an ISO 8601 duration like P1D or PT2H: " + text, e);
        }
    }

    public boolean isZero() {
        return days.isZero() && time.isZero();
    }

    /** Whether it counts days, weeks, months or years, so that the wall clock is kept. */
    boolean countsDays() {
        return !days.isZero();
    }

    /** The instant this long after another, days counted on the calendar of the zone. */
    public Instant from(Instant begin, ZoneId zone) {
        return Wall.at(begin.atZone(zone).toLocalDateTime().plus(days), zone)
                .plus(time)
                .toInstant();
    }

    /** A span as a form shows it. */
    public record Amount(String amount, String unit) {}

    /** In minutes, hours, days, weeks or months; {@code written} where no single unit can say it. */
    public Amount inOneUnit() {
        int months = days.getYears() * 12 + days.getMonths();
        int rest = days.getDays();
        long minutes = time.toMinutes();
        if (isZero()) {
            return new Amount("0", "days");
        }
        if (days.isZero() && time.toSecondsPart() == 0 && time.toNanosPart() == 0) {
            return minutes % 60 == 0 ? new Amount("" + minutes / 60, "hours") : new Amount("" + minutes, "minutes");
        }
        if (time.isZero() && months == 0) {
            return rest % 7 == 0 && rest > 7 ? new Amount("" + rest / 7, "weeks") : new Amount("" + rest, "days");
        }
        return time.isZero() && rest == 0 ? new Amount("" + months, "months") : new Amount(toString(), "written");
    }

    @JsonValue
    @Override
    public String toString() {
        String date = days.isZero() ? "P" : days.toString();
        return time.isZero()
                ? (days.isZero() ? "PT0S" : date)
                : date + time.toString().substring(1);
    }

    /** "1 day", "3 months", "2 hours", "at once". */
    public String inWords() {
        List<String> parts = new ArrayList<>();
        add(parts, days.getYears(), "year");
        add(parts, days.getMonths(), "month");
        boolean weeks = days.getDays() > 7 && days.getDays() % 7 == 0;
        add(parts, weeks ? days.getDays() / 7 : days.getDays(), weeks ? "week" : "day");
        add(parts, time.toHours(), "hour");
        add(parts, time.toMinutesPart(), "minute");
        add(parts, time.toSecondsPart(), "second");
        return parts.isEmpty() ? "at once" : String.join(" ", parts);
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count != 0) {
            parts.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }
}
