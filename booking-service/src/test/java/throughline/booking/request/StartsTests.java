package throughline.booking.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.web.problem.Problem;

class StartsTests {

    private static final ZoneId LA = ZoneId.of("America/Los_Angeles");

    @ParameterizedTest
    @CsvSource({
        "2027-03-14T16:00:00Z, 2027-03-14T16:00:00Z",
        "2027-03-14T16:00Z, 2027-03-14T16:00:00Z",
        "2027-03-14T09:00:00-07:00, 2027-03-14T16:00:00Z",
        "2027-03-14T09:00, 2027-03-14T16:00:00Z",
        "2027-03-14T09:00:00.000, 2027-03-14T16:00:00Z",
        "2027-11-07T01:30:00-07:00, 2027-11-07T08:30:00Z",
        "2027-11-07T01:30:00-08:00, 2027-11-07T09:30:00Z"
    })
    void instantsAndWallTimesAreRead(String text, String instant) {
        assertThat(Starts.read("start", text, LA)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({"2027-03-14T02:30, NONEXISTENT_LOCAL_TIME", "2027-11-07T01:30, AMBIGUOUS_LOCAL_TIME"})
    void aWallTimeMustHappenExactlyOnce(String text, String code) {
        assertThatThrownBy(() -> Starts.read("start", text, LA))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2027-03-14",
                "2027-02-30T09:00",
                "+1000000-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "2027-03-14T25:00"
            })
    void whatIsNoTimeIsMalformed(String text) {
        assertThatThrownBy(() -> Starts.read("start", text, LA))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("MALFORMED"));
    }
}
