package throughline.dashboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueChartTests {

    private static final Instant NOW = Instant.parse("2026-12-01T18:20:00Z");

    @Test
    void hourHoldsWhatIsDueInItAndTheRestIsLeftOut() {
        DueChart chart = DueChart.of(
                List.of(
                        NOW.plusSeconds(60),
                        NOW.plus(Duration.ofHours(1)),
                        NOW.plus(Duration.ofMinutes(65)),
                        NOW.plus(Duration.ofHours(24)),
                        NOW.minus(Duration.ofHours(2))),
                NOW,
                ZoneId.of("America/Los_Angeles"),
                Instant::toString);

        assertThat(chart.rows())
                .containsExactly(
                        new DueChart.Row(Instant.parse("2026-12-01T18:00:00Z"), 1),
                        new DueChart.Row(Instant.parse("2026-12-01T19:00:00Z"), 2));
        assertThat(chart.total()).isEqualTo(3);
        assertThat(chart.overdue()).isEqualTo(1);
        assertThat(chart.bars()).extracting(DueChart.Bar::height).containsExactly("87", "174");
    }
}
