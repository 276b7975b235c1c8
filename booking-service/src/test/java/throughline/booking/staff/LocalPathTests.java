package throughline.booking.staff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTests {

    @ParameterizedTest
    @ValueSource(strings = {"/staff/today", "/staff/calls?from=2027-03-01", "/staff/clients/cl_1#calls"})
    void pagesOfOursAreGoneBackTo(String path) {
        assertThat(LocalPath.of(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "staff",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/a\r\nSet-Cookie: x",
                "/\tx",
                "javascript:x"
            })
    void whatCouldLeadElsewhereIsNot(String path) {
        assertThat(LocalPath.of(path)).isEmpty();
    }
}
