package throughline.dashboard.today;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.dashboard.practice.Call;

class AgendaTests {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final Instant TEN_AM = Instant.parse("2026-12-01T18:00:00Z");

    private static Call call(String id, Duration fromNow, String state, String outcome) {
        Instant start = TEN_AM.plus(fromNow);
        return new Call(
                id,
                "cl_" + id,
                "exploration-call",
                state,
                start,
                start.plusSeconds(1800),
                "UTC",
                "Lena Rivera",
                Map.of(),
                outcome);
    }

    @Test
    void callThatEndedWithoutAnOutcomeWantsOne() {
        Agenda agenda = Agenda.of(
                List.of(
                        call("recorded", Duration.ofHours(-3), "CONFIRMED", "INTERESTED"),
                        call("running", Duration.ofMinutes(-10), "CONFIRMED", ""),
                        call("cancelled", Duration.ofHours(-2), "CANCELLED", ""),
                        call("open", Duration.ofHours(-1), "CONFIRMED", ""),
                        call("yesterday", Duration.ofHours(-25), "CONFIRMED", "")),
                TEN_AM,
                ZONE);

        assertThat(agenda.open()).extracting(Call::callId).containsExactly("yesterday", "open");
        assertThat(agenda.next()).map(Call::callId).contains("running");
        assertThat(agenda.underWay()).isEqualTo(1);
        assertThat(agenda.toCome()).isZero();
    }

    @Test
    void weekHoldsTodayAndSixMoreDaysInThePracticesZone() {
        Agenda agenda = Agenda.of(
                List.of(
                        call("tonight", Duration.ofHours(13), "CONFIRMED", ""),
                        call("midnight", Duration.ofHours(14), "CONFIRMED", ""),
                        call("eighth", Duration.ofDays(7), "CONFIRMED", ""),
                        call("asked", Duration.ofHours(5), "REQUESTED", "")),
                TEN_AM,
                ZONE);

        assertThat(agenda.days().keySet()).containsExactly(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 2));
        assertThat(agenda.toCome()).isEqualTo(1);
    }
}
