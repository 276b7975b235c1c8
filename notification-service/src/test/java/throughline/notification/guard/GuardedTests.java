package throughline.notification.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuardedTests {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @Test
    void aSecondMailWithinTenMinutesIsWithheld() {
        Guarded once = Guarded.NOBODY.with("call-1", NOON);

        assertThat(once.mayPass("call-2", NOON.plus(Duration.ofMinutes(9)))).isFalse();
        assertThat(once.mayPass("call-2", NOON.plus(Duration.ofMinutes(10)))).isTrue();
    }

    @Test
    void aSixthMailWithinADayIsWithheld() {
        Guarded five = Guarded.NOBODY;
        for (int i = 0; i < 5; i++) {
            five = five.with("call-" + i, NOON.plus(Duration.ofHours(i)));
        }

        assertThat(five.mayPass("call-5", NOON.plus(Duration.ofHours(23)))).isFalse();
        assertThat(five.mayPass("call-5", NOON.plus(Duration.ofHours(24)))).isTrue();
    }

    @Test
    void whoeverHasActedGetsEveryMail() {
        Guarded acted = Guarded.NOBODY.with("call-1", NOON).afterActing();

        assertThat(acted.mayPass("call-2", NOON)).isTrue();
    }

    @Test
    void askingAgainAboutTheSameCallAnswersTheSame() {
        Guarded once = Guarded.NOBODY.with("call-1", NOON);

        assertThat(once.mayPass("call-1", NOON.plusSeconds(1))).isTrue();
    }

    @Test
    void aClockSetBackLetsNothingMoreThrough() {
        Guarded once = Guarded.NOBODY.with("call-1", NOON);

        assertThat(once.mayPass("call-2", NOON.minus(Duration.ofDays(3)))).isFalse();
    }
}
