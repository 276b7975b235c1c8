package throughline.dashboard.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTests {

    @ParameterizedTest
    @CsvSource({
        "short, TOO_SHORT",
        "elevenchars, TOO_SHORT",
        "Password1234!, COMMON",
        "123456789012, COMMON",
        "aaaaaaaaaaaaaaaa, COMMON",
        "qwertyuiop1234, COMMON",
        "mira.example99, COMMON",
        "mira@example.com, COMMON"
    })
    void guessablePasswordIsRefused(String password, Passwords.Weakness weakness) {
        assertThat(Passwords.weakness(
                        password, password.startsWith("mira.") ? "mira.example@example.com" : "mira@example.com"))
                .contains(weakness);
    }

    @ParameterizedTest
    @ValueSource(strings = {"four words in a row", "zwölf Zeichen", "x9$kQ-7pLm!2", "пароль из слов"})
    void longPasswordOfOnesOwnIsTaken(String password) {
        assertThat(Passwords.weakness(password, "mira@example.com")).isEmpty();
    }

    @Test
    void passwordLongerThanTwoHundredIsRefusedBeforeItIsHashed() {
        assertThat(Passwords.weakness("ab cd ef gh ".repeat(17), "mira@example.com"))
                .contains(Passwords.Weakness.TOO_LONG);
    }

    @Test
    void onlyTheSamePasswordMatchesAndTheHashIsArgon2id() {
        Passwords passwords = new Passwords();

        String hash = passwords.hash("four words in a row");

        assertThat(hash).startsWith("$argon2id$v=19$m=16384,t=2,p=1$");
        assertThat(passwords.matches("four words in a row", hash)).isTrue();
        assertThat(passwords.matches("four words in a Row", hash)).isFalse();
    }

    @Test
    void withoutAnAccountNoPasswordMatches() {
        assertThat(new Passwords().matches("nobody has this password", null)).isFalse();
    }
}
