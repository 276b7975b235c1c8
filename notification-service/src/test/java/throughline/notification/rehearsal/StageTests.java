package throughline.notification.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.enrollment.Happenings.Happening;
import throughline.notification.policy.MailPolicy;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Span;
import throughline.notification.sequence.Step;

class StageTests {

    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");
    private static final Instant END = NOON.plus(Duration.ofDays(40));
    private static final ClientId ANA = new ClientId("ana");
    private static final CallId CALL = new CallId("call");

    private final Stage stage = new Stage(interested(), MailPolicy.DEFAULT, ZoneId.of("America/Los_Angeles"), END);

    @Test
    void everyMailIsNamedWithItsTime() {
        Rehearsal.Run run = stage.play(happened("CallOutcomeRecorded", 0), List.of(), null);

        assertThat(run.mails()).extracting(Rehearsal.Mail::step).containsExactly("one", "two", "three");
        assertThat(run.mails().getFirst().at()).isEqualTo("2026-12-02T17:00:00Z");
        assertThat(run.state()).isEqualTo("COMPLETED");
    }

    @Test
    void theGoalThatWouldHaveStoppedThemIsNamed() {
        Rehearsal.Run run = stage.play(happened("CallOutcomeRecorded", 0), List.of(happened("CallRequested", 3)), null);

        assertThat(run.mails()).extracting(Rehearsal.Mail::step).containsExactly("one");
        assertThat(run.endedBecause()).isEqualTo("booked");
        assertThat(run.endedAt()).isEqualTo(NOON.plus(Duration.ofDays(3)));
    }

    @Test
    void aCorrectedOutcomeStopsIt() {
        Rehearsal.Run run =
                stage.play(happened("CallOutcomeRecorded", 0), List.of(happened("CallOutcomeRecorded", 3)), null);

        assertThat(run.endedBecause()).isEqualTo("outcome_corrected");
    }

    @Test
    void whoHasNotAgreedWouldGetNothing() {
        Rehearsal.Run run = stage.play(happened("CallOutcomeRecorded", 0), List.of(), "no_consent");

        assertThat(run.mails()).isEmpty();
        assertThat(run.endedBecause()).isEqualTo("no_consent");
    }

    private static Happening happened(String name, int day) {
        return new Happening("e" + day + ":" + name, NOON.plus(Duration.ofDays(day)), name, ANA, CALL, null, "{}");
    }

    private static SequenceVersion interested() {
        return new SequenceVersion(
                "s",
                1,
                NOON,
                false,
                new Definition(
                        "S",
                        new Definition.Trigger("CallOutcomeRecorded", Map.of()),
                        Definition.GOALS_UNLESS_STATED,
                        List.of(
                                step("one", "P1D", LocalTime.of(9, 0)),
                                step("two", "P7D", null),
                                step("three", "P21D", null)),
                        null,
                        Definition.Approval.NONE,
                        Definition.ZoneOf.CLIENT,
                        0));
    }

    private static Step step(String id, String after, @Nullable LocalTime at) {
        return new Step(
                id,
                Span.parse(after),
                null,
                at,
                List.of(),
                DeliveryClass.AT_MOST_ONCE,
                Step.IfLate.SEND,
                null,
                new Step.Template(id, "m"));
    }
}
