package throughline.notification.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.notification.sequence.Definition.Approval;
import throughline.notification.sequence.Definition.Trigger;
import throughline.notification.sequence.Definition.ZoneOf;
import tools.jackson.databind.json.JsonMapper;

class SequenceRulesTests {

    private static final Trigger INTERESTED = new Trigger("CallOutcomeRecorded", Map.of("outcome", "INTERESTED"));

    @Test
    void everyReadyMadeSequenceKeepsTheRules() {
        ReadyMade.all()
                .forEach((id, sequence) ->
                        assertThat(SequenceRules.broken(sequence)).as(id).isEmpty());
    }

    @Test
    void aReadyMadeSequenceSurvivesJson() {
        JsonMapper json = JsonMapper.builder().build();

        ReadyMade.all()
                .forEach((id, sequence) -> assertThat(
                                json.readValue(json.writeValueAsString(sequence), Definition.class))
                        .isEqualTo(sequence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CallForgotten", "", "throughline.booking.CallRequested.v1"})
    void anUnknownEventIsRefused(String event) {
        Definition sequence = sequence(new Trigger(event, Map.of()), "P1D", "Hello");

        assertThat(SequenceRules.broken(sequence).orElseThrow().code()).isEqualTo("UNKNOWN_EVENT");
    }

    @Test
    void aVariableThatCanBeEmptyNeedsAFallback() {
        Definition without = sequence(INTERESTED, "P1D", "Hello {{client.firstName}},");
        Definition with = sequence(INTERESTED, "P1D", "Hello {{client.firstName|there}},");

        assertThat(SequenceRules.broken(without).orElseThrow().code()).isEqualTo("FALLBACK_NEEDED");
        assertThat(SequenceRules.broken(with)).isEmpty();
    }

    @Test
    void aStartByOnesOwnMailNeedsAWait() {
        Trigger ownMail = new Trigger("DeliveryAccepted", Map.of());

        assertThat(SequenceRules.broken(sequence(ownMail, "PT0S", "Hello"))
                        .orElseThrow()
                        .code())
                .isEqualTo("CYCLE_WITHOUT_WAIT");
        assertThat(SequenceRules.broken(sequence(ownMail, "P1D", "Hello"))).isEmpty();
        assertThat(SequenceRules.broken(sequence(new Trigger("EnrollmentStarted", Map.of()), "P1D", "Hello")))
                .isPresent();
    }

    @Test
    void stepsHaveIdsOfTheirOwn() {
        Step step = sequence(INTERESTED, "P1D", "Hello").steps().getFirst();
        Definition twice =
                new Definition("n", INTERESTED, List.of(), List.of(step, step), null, Approval.NONE, ZoneOf.CLIENT, 0);

        assertThat(SequenceRules.broken(twice).orElseThrow().code()).isEqualTo("BAD_STEP_ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "PT2H", "P1M", "P1DT2H", "PT0S", "P2W", "PT24H"})
    void spansAreReadAsIso8601WritesThem(String text) {
        assertThat(Span.parse(Span.parse(text).toString())).isEqualTo(Span.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "P", "PT", "P-1D", "-P1D", "PT-2H", "P100Y", "1D", ""})
    void whatIsNoSpanIsRefused(String text) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Span.parse(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Definition sequence(Trigger trigger, String after, String markdown) {
        String json = """
                {"name": "A sequence", "steps": [{"id": "one", "after": "%s", "template": {"subject": "Hello", "markdown": "%s"}}]}
                """.formatted(after, markdown);
        Definition read = JsonMapper.builder().build().readValue(json, Definition.class);
        return new Definition(
                read.name(), trigger, read.goals(), read.steps(), read.window(), read.approval(), read.zone(), 0);
    }
}
