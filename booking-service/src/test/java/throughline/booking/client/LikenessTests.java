package throughline.booking.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When two records look like one person. */
class LikenessTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Zoë Núñez    | Nunez, Zoe
                    ANA PEREZ    | ana pérez
                    John R. Doe  | John Doe
                    Ana-Maria Ito| Maria Ito Ana
                    """)
    void orderCaseMarksSignsAndInitialsDoNotMakeAnotherName(String one, String other) {
        assertThat(Likeness.of(one, null).name())
                .isNotNull()
                .isEqualTo(Likeness.of(other, null).name());
    }

    @Test
    void oneNameAloneIsSharedByTooManyPeople() {
        assertThat(Likeness.of("Ana", null).name()).isNull();
        assertThat(Likeness.of("Ana P.", null).name()).isNull();
    }

    @Test
    void aNumberIsTheSameWithAndWithoutItsCountry() {
        assertThat(Likeness.of("A", "+49 (0)170 / 123 45 67").phone())
                .isEqualTo(Likeness.of("B", "0170 1234567").phone());
        assertThat(Likeness.of("A", "12 34 56").phone()).isNull();
        assertThat(Likeness.of("A", "555 0142 321").phone())
                .isNotEqualTo(Likeness.of("A", "555 0142 322").phone());
    }
}
