package throughline.notification.sequence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When mails may leave, on the wall clock of whoever the sequence counts for. {@code from} belongs to it, {@code to} does not;
 * {@code to} before {@code from} runs over midnight and belongs to the day it began. No days means every day.
 */
public record SendWindow(LocalTime from, LocalTime to, List<Weekday> days) {

    private static final String END_OF_DAY = "24:00";
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    public SendWindow {
        days = List.copyOf(days);
    }

    /** @throws IllegalArgumentException if a time is none, or both are the same */
    @JsonCreator
    static SendWindow of(
            @JsonProperty("from") String from,
            @JsonProperty("to") String to,
            @JsonProperty("days") @Nullable List<Weekday> days) {
        if (from == null || to == null) {
            throw new IllegalArgumentException("a window has from and to");
        }
        SendWindow window = new SendWindow(time(from), time(to), days == null ? List.of() : days);
        if (window.from.equals(window.to) && !to.equals(END_OF_DAY)) {
            throw new IllegalArgumentException("a window that ends when it begins never opens");
        }
        return window;
    }

    private static LocalTime time(String text) {
        try {
            return text.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a time like 09:00: " + text, e);
        }
    }

    @JsonProperty("from")
    String fromText() {
        return WALL.format(from);
    }

    @JsonProperty("to")
    String toText() {
        return to.equals(LocalTime.MIDNIGHT) ? END_OF_DAY : WALL.format(to);
    }

    boolean opensOn(Weekday day) {
        return days.isEmpty() || days.contains(day);
    }

    /** Whether it never closes. */
    public boolean wholeDay() {
        return from.equals(LocalTime.MIDNIGHT) && to.equals(LocalTime.MIDNIGHT);
    }

    boolean overMidnight() {
        return !to.isAfter(from) && !wholeDay();
    }

    /** "MON TUE, 09:00 to 17:00". */
    public String inWords() {
        String hours = fromText() + " to " + toText();
        return days.isEmpty()
                ? hours
                : days.stream().map(Weekday::name).collect(Collectors.joining(" ")) + ", " + hours;
    }
}
