package throughline.content.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** A date as people read it, in the practice's zone, with its year; {@code machine} for {@code <time datetime>}. */
record Day(String text, String machine) {

    static Day of(Instant instant, ZoneId zone, Locale locale) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        return new Day(
                date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale)), date.toString());
    }
}
