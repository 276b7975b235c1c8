package throughline.booking.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTimesTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9:00 to 12:00, 13:30 to 17:00 | 09:00 to 12:00, 13:30 to 17:00",
                "13-17; 9–12 | 09:00 to 12:00, 13:00 to 17:00",
                "9am - 5 pm | 09:00 to 17:00",
                "noon to midnight | 12:00 to 24:00",
                "22:00 to 24:00 | 22:00 to 24:00",
                "22 to 0:00 | 22:00 to 24:00",
                "0930 until 10.45 | 09:30 to 10:45",
                "12 a.m. to 12 p.m. | 00:00 to 12:00"
            })
    void hoursAreReadAsPeopleWriteThem(String typed, String read) {
        assertThat(TypedTimes.text(TypedTimes.read(typed))).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9",
                "9 to",
                "9 to 9",
                "12 to 9",
                "25 to 26",
                "9 to 12, 11 to 13",
                "13 pm to 14 pm",
                "nine to five"
            })
    void whatIsNoRangeIsRefused(String typed) {
        assertThatIllegalArgumentException().isThrownBy(() -> TypedTimes.read(typed));
    }

    @Test
    void nothingMeansNoHours() {
        assertThat(TypedTimes.read("  ")).isEmpty();
    }
}
