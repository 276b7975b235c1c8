package throughline.dashboard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.service.ConfigurationRefused;

class FirstSignInTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdef0123456789abcdef", "slSc70vgtz3r3sGnUjgo8F/whCgTyoES_b8wDqTPkr4="})
    void whatStandsInAnAddressAsItIsMayBeGiven(String token) {
        assertThat(FirstSignIn.usable(token)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slSc70vgtz3r3sGnUjgo8F+whCgTyoES",
                "slSc70vgtz3r3sGnUjgo8F&whCgTyoES",
                "slSc70vgtz3r3sGnUjgo8F whCgTyoES"
            })
    void whatAnAddressWouldChangeIsRefusedAtTheStart(String token) {
        assertThatExceptionOfType(ConfigurationRefused.class)
                .isThrownBy(() -> FirstSignIn.usable(token))
                .withMessageContaining("openssl rand -hex 32");
    }

    @Test
    void whatCouldBeGuessedIsRefusedAtTheStart() {
        assertThatExceptionOfType(ConfigurationRefused.class)
                .isThrownBy(() -> FirstSignIn.usable("opensesame"))
                .withMessageContaining("at least 22");
    }
}
