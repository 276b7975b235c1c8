package throughline.booking.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.web.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

/** What {@code preferred} may say, and what it means. */
class PreferredTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MONDAY_NINE = Instant.parse("2027-03-01T08:00:00Z");
    private static final Instant MONDAY_HALF_PAST = Instant.parse("2027-03-01T08:30:00Z");

    @Test
    void aTextIsForPeopleAndFitsEveryTime() {
        Preferred preferred = Preferred.read(JSON.readTree("\"Mornings, best before ten\""));

        assertThat(preferred.wishes()).isEmpty();
        assertThat(preferred.text()).isEqualTo("Mornings, best before ten");
    }

    @Test
    void aRangeIsWallTimeInTheOwnZone() {
        Preferred preferred = Preferred.read(JSON.readTree("{\"days\":[\"MON\"],\"from\":\"09:00\",\"to\":\"09:30\"}"));

        Wish wish = preferred.wishes().getFirst();
        assertThat(wish.fits(MONDAY_NINE, MONDAY_HALF_PAST, BERLIN)).isTrue();
        assertThat(wish.fits(MONDAY_NINE, MONDAY_HALF_PAST.plusSeconds(60), BERLIN))
                .isFalse();
        assertThat(wish.fits(MONDAY_NINE, MONDAY_HALF_PAST, ZoneId.of("Europe/London")))
                .isFalse();
    }

    @Test
    void ofSeveralRangesAnyFits() {
        Preferred preferred = Preferred.read(
                JSON.readTree("[{\"days\":[\"SUN\"]},{\"earliest\":\"2027-03-01\",\"latest\":\"2027-03-01\"}]"));

        assertThat(preferred.wishes()).hasSize(2).anyMatch(w -> w.fits(MONDAY_NINE, MONDAY_HALF_PAST, BERLIN));
        assertThat(preferred.wishes().getLast().fits(MONDAY_NINE.plusSeconds(86_400), MONDAY_HALF_PAST, BERLIN))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[7]",
                "{\"days\":\"MON\"}",
                "{\"days\":[\"MOON\"]}",
                "{\"days\":[\"\"]}",
                "{\"from\":\"nine\"}",
                "{\"from\":9}",
                "{\"from\":\"12:00\",\"to\":\"09:00\"}",
                "{\"earliest\":\"2027-03-02\",\"latest\":\"2027-03-01\"}"
            })
    void whatMakesNoSenseIsRefused(String preferred) {
        assertThatThrownBy(() -> Preferred.read(JSON.readTree(preferred)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("BAD_PREFERRED"));
    }

    @Test
    void aTextOverFiveHundredCharactersIsRefused() {
        assertThat(Preferred.text("x".repeat(500))).hasSize(500);
        assertThatThrownBy(() -> Preferred.text("x".repeat(501))).isInstanceOf(Problem.class);
    }
}
