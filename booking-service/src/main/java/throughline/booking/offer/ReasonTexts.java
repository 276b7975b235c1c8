package throughline.booking.offer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.booking.slot.Reason;

/** Reasons in people's words, the value of the rule among them. */
@Component
public class ReasonTexts {

    private final MessageSource texts;

    ReasonTexts(MessageSource texts) {
        this.texts = texts;
    }

    /** One sentence. */
    public String of(Reason reason, Locale locale) {
        String key = "booking.reason." + reason.code();
        String value = reason.value() == null ? "" : reason.value();
        return switch (reason.code()) {
            case TOO_SOON -> text(key, locale, words(Duration.parse(value), locale));
            case OVERRIDE -> text(key + "." + reason.name(), locale, day(value, locale));
            case OUT_OF_WINDOW, OFF_GRID, DAY_FULL, WEEK_FULL -> text(key, locale, Integer.valueOf(value));
            case PAST, OUTSIDE_HOURS, TAKEN, HELD, BUFFER, CALENDAR_BUSY, LOOK_BUSY -> text(key, locale);
        };
    }

    /** The largest unit that says it without a remainder: "2 days", "4 hours", "90 minutes". */
    private String words(Duration time, Locale locale) {
        if (time.toMinutes() % (24 * 60) == 0 && time.toDays() > 0) {
            return text("booking.time.days", locale, time.toDays());
        }
        return time.toMinutes() % 60 == 0 && time.toHours() > 0
                ? text("booking.time.hours", locale, time.toHours())
                : text("booking.time.minutes", locale, time.toMinutes());
    }

    private static String day(String value, Locale locale) {
        try {
            return LocalDate.parse(value)
                    .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale));
        } catch (DateTimeException notADate) {
            return value; // the name of a holiday
        }
    }

    private String text(String key, Locale locale, Object... values) {
        return texts.getMessage(key, values, locale);
    }
}
