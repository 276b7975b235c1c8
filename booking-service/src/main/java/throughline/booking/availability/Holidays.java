package throughline.booking.availability;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays of a place. They close a day only while they are observed, and never one that an override is about.
 *
 * @param country ISO 3166 code, {@code US}
 * @param region a part of it as the holiday calendar calls it, {@code ca}; absent, only what the whole country keeps
 * @param observed whether the practice is closed on them
 */
public record Holidays(String country, @Nullable String region, boolean observed) {

    /** The name of the holiday that closes this date, if one does. */
    public Optional<String> closing(LocalDate date) {
        return observed
                ? Optional.ofNullable(PublicHolidays.of(this, date.getYear()).get(date))
                : Optional.empty();
    }

    /** Whether there is a calendar for this place. */
    public boolean isKnown() {
        return PublicHolidays.knows(country, region);
    }
}
