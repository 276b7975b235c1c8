package throughline.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import throughline.CommonTestApplication;

@SpringBootTest(classes = CommonTestApplication.class, properties = "throughline.clock=simulated:2026-12-01T12:00:00Z")
@Import(ClockWalkTests.Alarms.class)
class ClockWalkTests {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    /** Work due at set instants; remembers what the clock showed when it ran. */
    static final class Alarm implements DueWork {

        private final Clock clock;
        private final TreeSet<Instant> waiting = new TreeSet<>();
        private final List<Instant> rang = new ArrayList<>();

        Alarm(Clock clock) {
            this.clock = clock;
        }

        synchronized void at(Instant... instants) {
            waiting.addAll(List.of(instants));
        }

        @Override
        public synchronized Optional<Instant> nextDue() {
            return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
        }

        @Override
        public synchronized boolean settled(Instant now) {
            return waiting.isEmpty() || waiting.first().isAfter(now);
        }

        @Override
        public synchronized void wake() {
            while (!waiting.isEmpty() && !waiting.first().isAfter(clock.instant())) {
                waiting.removeFirst();
                rang.add(clock.instant());
            }
        }
    }

    @TestConfiguration
    static class Alarms {
        @Bean
        Alarm alarm(Clock clock) {
            return new Alarm(clock);
        }
    }

    @Autowired
    private ClockWalk walk;

    @Autowired
    private Clock clock;

    @Autowired
    private Alarm alarm;

    @Test
    void dueWorkRunsAsIfTheTimeHadPassed() {
        Instant start = walk.moveTo(NOON);
        Instant first = start.plus(Duration.ofDays(1));
        Instant second = start.plus(Duration.ofDays(3));
        alarm.at(second, first);

        walk.moveTo(start.plus(Duration.ofDays(10)));

        assertThat(alarm.rang).containsExactly(first, second);
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofDays(10)));
    }

    @Test
    void theClockMayBeSetBack() {
        walk.moveTo(NOON.plus(Duration.ofDays(400)));

        walk.moveTo(NOON);

        assertThat(clock.instant()).isEqualTo(NOON);
    }
}
