package throughline.dashboard.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FlowHistoryTests {

    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    private final FlowHistory history = new FlowHistory(ZoneId.of("America/Los_Angeles"));

    @Test
    void worstOfTheDayIsForgottenAtMidnightOfThePractice() {
        history.add("g", Duration.ofSeconds(9), NOON);
        history.add("g", Duration.ofSeconds(2), NOON.plusSeconds(3600));
        assertThat(history.worstToday("g")).isEqualTo(Duration.ofSeconds(9));

        history.add("g", Duration.ofSeconds(1), Instant.parse("2026-12-02T08:00:01Z"));
        assertThat(history.worstToday("g")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void lastHourHoldsTheWorstOfEachMinute() {
        for (int i = 0; i < 600; i++) {
            history.add("g", Duration.ofSeconds(i % 6), NOON.plusSeconds(10L * i));
        }

        assertThat(history.lastHour("g")).hasSizeBetween(60, 61).allMatch(seconds -> seconds == 5);
    }
}
