package throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartSettingsTests {

    @Test
    void newcomerNeedsToSetNothing() {
        var settings = StartSettings.of(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.url()).isEmpty();
        assertThat(settings.home()).isAbsolute().hasFileName(".throughline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", "80 80", "١٢"})
    void portThatIsNoneStopsTheStartWithOneSentence(String port) {
        assertThatThrownBy(() -> StartSettings.of(Map.of("THROUGHLINE_PORT", port)))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(78))
                .hasMessage("THROUGHLINE_PORT is '" + port + "', which is not a port from 0 to 65535.");
    }

    @Test
    void onlyThisMachineCanConnectUnlessTheAddressIsAnothers() {
        assertThat(StartSettings.of(Map.of("THROUGHLINE_URL", "http://localhost:9000"))
                        .listenOn())
                .isEqualTo("127.0.0.1");
        assertThat(StartSettings.of(Map.of("THROUGHLINE_URL", "https://practice.example"))
                        .listenOn())
                .isEqualTo("0.0.0.0");
        assertThat(StartSettings.of(Map.of("SERVER_ADDRESS", "10.0.0.1")).listenOn())
                .isEqualTo("10.0.0.1");
    }
}
