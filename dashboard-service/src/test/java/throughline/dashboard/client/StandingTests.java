package throughline.dashboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.dashboard.journal.Entry;

class StandingTests {

    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    private static Entry entry(int minute, String type, Map<String, String> about, Map<String, Object> said) {
        Instant at = NOON.plusSeconds(60L * minute);
        return new Entry("id" + minute, "booking", type, "s", "k", at, 1, "c", null, List.of("p"), about, said);
    }

    private static final Map<String, String> CALL = Map.of("call", "c1");

    @Test
    void plannedCallIsNext() {
        Instant start = NOON.plusSeconds(86_400);

        Standing standing = Standing.of(
                List.of(
                        entry(3, "DeliveryPlanned", Map.of(), Map.of()),
                        entry(1, "CallRequested", CALL, Map.of("start", start, "state", "CONFIRMED"))),
                NOON);

        assertThat(standing.code()).isEqualTo("PLANNED");
        assertThat(standing.nextCall()).contains(start);
        assertThat(standing.last()).map(Entry::type).contains("CallRequested");
    }

    @Test
    void callThatIsOverWithoutAnOutcomeIsOpen() {
        Entry request = entry(1, "CallRequested", CALL, Map.of("start", NOON.plusSeconds(3600)));

        assertThat(Standing.of(List.of(request), NOON.plusSeconds(7200)).code()).isEqualTo("OPEN");
    }

    @Test
    void cancelledCallIsNotNext() {
        Standing standing = Standing.of(
                List.of(
                        entry(2, "CallCancelled", CALL, Map.of()),
                        entry(1, "CallRequested", CALL, Map.of("start", NOON.plusSeconds(86_400)))),
                NOON);

        assertThat(standing.code()).isEqualTo("CANCELLED");
        assertThat(standing.nextCall()).isEmpty();
    }

    @Test
    void outcomeIsWhereSomeoneStandsAndTheNextStepIsNext() {
        Instant due = NOON.plusSeconds(70_000);

        Standing standing = Standing.of(
                List.of(
                        entry(3, "EnrollmentStarted", Map.of("enrollment", "e1"), Map.of("dueAt", due)),
                        entry(2, "CallOutcomeRecorded", CALL, Map.of("outcome", "INTERESTED")),
                        entry(1, "CallRequested", CALL, Map.of("start", NOON.minusSeconds(3600)))),
                NOON);

        assertThat(standing.code()).isEqualTo("INTERESTED");
        assertThat(standing.state()).isEqualTo("info");
        assertThat(standing.nextStep()).contains(due);
    }

    @Test
    void refusedMailIsShownUntilAnotherOneIsAccepted() {
        Entry refused = entry(1, "DeliveryRejected", Map.of("delivery", "d1"), Map.of());
        Entry accepted = entry(2, "DeliveryAccepted", Map.of("delivery", "d2"), Map.of());

        assertThat(Standing.of(List.of(refused), NOON).code()).isEqualTo("REFUSED");
        assertThat(Standing.of(List.of(accepted, refused), NOON).code()).isEmpty();
    }
}
