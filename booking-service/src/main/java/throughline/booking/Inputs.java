package throughline.booking;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import throughline.web.problem.Problem;

/** What requests have in common: ids, dates, zones and lines of text, each refused in the words of the contract. */
public final class Inputs {

    private Inputs() {}

    /** @param field its name in the request */
    public static Problem malformed(String field) {
        return Problem.of(HttpStatus.BAD_REQUEST, "MALFORMED", Sentences.of("booking.problem.malformed", field))
                .field(field);
    }

    public static Problem unprocessable(String code, String field, String sentence) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, code, sentence).field(field);
    }

    public static Problem notFound() {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", Sentences.of("booking.problem.notFound"));
    }

    public static LocalDate date(String field, @Nullable String text) {
        try {
            return LocalDate.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            throw malformed(field);
        }
    }

    /** A zone of the tz database by its name, links such as {@code US/Pacific} included; absent, the given default. */
    public static ZoneId zone(@Nullable String name, ZoneId otherwise) {
        if (name == null) {
            return otherwise;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw unprocessable("UNKNOWN_ZONE", "zone", Sentences.of("booking.problem.zone"));
        }
        return ZoneId.of(name);
    }

    /** Ids as they stand in addresses: 1 to 64 letters, digits, hyphens, dots and underscores. */
    public static String id(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw notFound();
        }
        return text;
    }

    /** Whether text is free of control characters, line separators and halves of characters. */
    public static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        });
    }

    /** The same for text of several lines. */
    public static boolean isText(String text) {
        return isOneLine(text.replaceAll("[\\r\\n\\t\\u2028\\u2029]", " "));
    }
}
