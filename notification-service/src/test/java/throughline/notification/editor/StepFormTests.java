package throughline.notification.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.sequence.Span;
import throughline.notification.sequence.Step;
import throughline.notification.sequence.Weekday;

class StepFormTests {

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT2H", "PT90M", "P1D", "P21D", "P3M", "P1DT2H", "P1M3D"})
    void aFormThatIsSentBackUnchangedChangesNothing(String wait) {
        Span span = Span.parse(wait);
        Step step = step(span.isZero() ? null : span, null);

        assertThat(StepForm.of(step).applied(step)).isEqualTo(step);
        Step back = step(null, Span.parse("PT24H"));
        assertThat(StepForm.of(back).applied(back)).isEqualTo(back);
    }

    @Test
    void nonsenseIsRefusedInAPersonsWords() {
        Step step = step(null, null);

        assertThatThrownBy(() -> new StepForm("s", "s", "m", "soon", "days", "after", "", List.of()).applied(step))
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> new StepForm("s", "s", "m", "1", "days", "after", "9 am", List.of()).applied(step))
                .hasMessageContaining("09:00");
    }

    private static Step step(@Nullable Span after, @Nullable Span before) {
        return new Step(
                "s",
                after,
                before,
                null,
                List.of(Weekday.MON, Weekday.FRI),
                DeliveryClass.AT_MOST_ONCE,
                Step.IfLate.SKIP,
                Span.parse("P1D"),
                new Step.Template("subject", "text"));
    }
}
