package throughline.dashboard.practice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTests {

    @ParameterizedTest
    @CsvSource({
        "Lena Rivera, Lena R.",
        "Anna Maria van der Berg, Anna B.",
        "Cher, Cher",
        "'  Tom   Berg ', Tom B.",
        "Ola Ångström, Ola Å.",
        "'', ''"
    })
    void listShowsFirstNameAndInitial(String name, String shown) {
        assertThat(Names.brief(name)).isEqualTo(shown);
    }
}
