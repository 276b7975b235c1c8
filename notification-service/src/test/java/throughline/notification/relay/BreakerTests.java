package throughline.notification.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** When somebody is left alone, and for how long. */
class BreakerTests {
    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    @Test
    void oneFailedConnectionIsChanceAndFiveAreNot() {
        var breaker = Breaker.closed("relay:smtp.example:587", NOON);

        for (int i = 0; i < 4; i++) {
            breaker = breaker.unreachable(0, NOON);
            assertThat(breaker.isOpen(NOON)).isFalse();
        }
        breaker = breaker.unreachable(0, NOON);

        assertThat(breaker.isOpen(NOON)).isTrue();
        assertThat(breaker.isOpen(NOON.plusSeconds(5))).isFalse();
    }

    @Test
    void refusalOfTheSenderOpensAtOnce() {
        var breaker = Breaker.closed("domain:client.example", NOON).refusesUs(550, "5.7.1", NOON);

        assertThat(breaker.isOpen(NOON.plusSeconds(299))).isTrue();
        assertThat(breaker.isOpen(NOON.plusSeconds(300))).isFalse();
    }

    @Test
    void eachOpeningWaitsTwiceAsLongUpToTwoHours() {
        var breaker = Breaker.closed("domain:client.example", NOON);
        var now = NOON;
        var waits = new ArrayList<Duration>();

        for (int i = 0; i < 7; i++) {
            breaker = breaker.refusesUs(554, "5.7.1", now);
            var until = java.util.Objects.requireNonNull(breaker.openUntil());
            waits.add(Duration.between(now, until));
            now = until;
        }

        assertThat(waits).extracting(Duration::toMinutes).containsExactly(5L, 10L, 20L, 40L, 80L, 120L, 120L);
    }

    @Test
    void mailsThatWereOnTheirWayWhenItOpenedDoNotLengthenIt() {
        var once = Breaker.closed("domain:client.example", NOON).refusesUs(550, "5.7.1", NOON);

        assertThat(once.refusesUs(550, "5.7.1", NOON.plusSeconds(1))).isEqualTo(once);
    }
}
