package throughline.notification.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.notification.delivery.DeliveryState;
import throughline.notification.delivery.Tally;

/** When an article is said to be done. */
class FinishTests {

    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    @Test
    void restGoesAsFastAsTheLastMinutes() {
        assertThat(Finish.predicted(NOON.plusSeconds(60), 1_200, recent(600, null), Optional.of(1.0), null))
                .contains(NOON.plusSeconds(180));
    }

    @Test
    void beforeThereIsAPaceThatOfTheLastArticleCounts() {
        assertThat(Finish.predicted(NOON, 1_200, recent(3, null), Optional.of(20.0), null))
                .contains(NOON.plusSeconds(60));
    }

    @Test
    void relayIsNeverAskedFasterThanItMayBe() {
        assertThat(Finish.predicted(NOON.plusSeconds(1), 600, recent(60, null), Optional.empty(), 60))
                .contains(NOON.plusSeconds(601));
    }

    @Test
    void lastTurnOfADomainDecidesIfItIsLater() {
        assertThat(Finish.predicted(
                        NOON.plusSeconds(60), 10, recent(600, NOON.plusSeconds(900)), Optional.empty(), null))
                .contains(NOON.plusSeconds(900));
    }

    @Test
    void nothingIsPredictedFromNothing() {
        assertThat(Finish.predicted(NOON, 100, recent(0, null), Optional.empty(), null))
                .isEmpty();
    }

    @Test
    void standingClockTellsNoPace() {
        assertThat(Finish.predicted(NOON, 100, recent(500, null), Optional.empty(), null))
                .isEmpty();
    }

    private static Tally recent(int accepted, @Nullable Instant lastTurn) {
        return new Tally(
                Map.of(DeliveryState.ACCEPTED, accepted),
                lastTurn,
                accepted,
                accepted == 0 ? null : NOON,
                accepted == 0 ? null : NOON,
                accepted == 0 ? null : NOON);
    }
}
