package throughline.dashboard.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/staff//evil.example",
                "javascript:alert(1)",
                "/staff\r\nSet-Cookie: a=b",
                "staff/today",
                "/sign-in",
                ""
            })
    void signInNeverLeadsToAnotherSite(String wanted) {
        assertThat(LocalPath.orToday(wanted)).isEqualTo("/staff/today");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/staff/clients/cl_1?page=2", "/staff/articles", "/staff/mail"})
    void signInLeadsBackToWhereSomeoneWas(String wanted) {
        assertThat(LocalPath.orToday(wanted)).isEqualTo(wanted);
    }
}
