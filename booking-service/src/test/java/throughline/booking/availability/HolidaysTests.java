package throughline.booking.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HolidaysTests {

    private static final Holidays AMERICAN = new Holidays("US", null, true);

    @Test
    void holidaysOfTheCountryCloseTheirDays() {
        assertThat(AMERICAN.closing(LocalDate.of(2027, 11, 25))).contains("Thanksgiving Day");
        assertThat(AMERICAN.closing(LocalDate.of(2027, 11, 24))).isEmpty();
    }

    @Test
    void aHolidayThatIsMovedToAWorkingDayClosesBoth() {
        assertThat(AMERICAN.closing(LocalDate.of(2027, 7, 4))).contains("Independence Day");
        assertThat(AMERICAN.closing(LocalDate.of(2027, 7, 5))).contains("Independence Day");
        assertThat(AMERICAN.closing(LocalDate.of(2027, 12, 31))).contains("New Year's Day");
    }

    @Test
    void aRegionAddsItsOwnAndObservancesCloseNothing() {
        LocalDate chavez = LocalDate.of(2027, 3, 31);

        assertThat(AMERICAN.closing(chavez)).isEmpty();
        assertThat(new Holidays("US", "ca", true).closing(chavez)).isPresent();
        assertThat(new Holidays("US", "ca", true).closing(LocalDate.of(2027, 2, 12)))
                .isEmpty();
    }

    @Test
    void holidaysThatAreNotObservedCloseNothing() {
        assertThat(new Holidays("US", null, false).closing(LocalDate.of(2027, 11, 25)))
                .isEmpty();
    }

    @Test
    void onlyPlacesWithACalendarAreKnown() {
        assertThat(new Holidays("DE", "by", true).isKnown()).isTrue();
        assertThat(new Holidays("DE", "zz", true).isKnown()).isFalse();
        assertThat(new Holidays("ZZ", null, true).isKnown()).isFalse();
        assertThat(new Holidays("../us", null, true).isKnown()).isFalse();
        assertThat(PublicHolidays.countries(Locale.ENGLISH))
                .extracting(PublicHolidays.Choice::name)
                .contains("Germany", "United States")
                .isSorted();
        assertThat(PublicHolidays.regions("DE", Locale.ENGLISH))
                .extracting(PublicHolidays.Choice::code)
                .contains("by", "be");
    }
}
