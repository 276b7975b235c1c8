package throughline.dashboard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import throughline.event.EventTypes;

class TimelineTextTests {

    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    private final TimelineText words = new TimelineText(texts(), at -> "at " + at, Locale.ENGLISH);

    private static ResourceBundleMessageSource texts() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("dashboard/messages");
        texts.setDefaultEncoding("UTF-8");
        return texts;
    }

    private static Entry entry(String type, Map<String, Object> said) {
        return new Entry("1", "booking", type, "s", "k", NOON, 1, "c", null, List.of("p"), Map.of(), said);
    }

    @Test
    void requestNamesItsTime() {
        assertThat(words.of(entry("CallRequested", Map.of("start", NOON))))
                .isEqualTo("Requested a call for at 2026-12-01T20:00:00Z");
        assertThat(words.of(entry("CallRequested", Map.of()))).isEqualTo("Asked for a call; no time fitted");
    }

    @Test
    void correctionNamesBothOutcomes() {
        assertThat(words.of(entry(
                        "CallOutcomeRecorded", Map.of("outcome", "NO_SHOW", "corrects", "INTERESTED", "revision", 2))))
                .isEqualTo("You corrected the outcome: no-show instead of interested");
    }

    @Test
    void acceptedIsNotCalledSentOrDelivered() {
        assertThat(words.of(entry("DeliveryAccepted", Map.of("purpose", "confirmation"))))
                .isEqualTo("Confirmation: accepted by the mail server");
    }

    @Test
    void mailInDoubtSaysWhatThatMeans() {
        Entry doubt = entry("DeliveryInDoubt", Map.of("purpose", "follow-up", "step", "one-question"));

        assertThat(words.of(doubt)).isEqualTo("Follow-up mail “one question”: in doubt");
        assertThat(words.note(doubt)).contains("may or may not have arrived");
    }

    @Test
    void reasonIsInWordsAndAnUnknownOneStaysReadable() {
        assertThat(words.of(entry("EnrollmentEnded", Map.of("sequence", "after-interested", "reason", "unsubscribed"))))
                .isEqualTo("“After the call” ended: unsubscribed");
        assertThat(words.reason(entry("DeliverySkipped", Map.of("reason", "some_new_code"))))
                .contains("some new code");
        assertThat(words.reasonInWords("goal:CallRequested")).isEqualTo("its goal was reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"booking", "content", "notification", "dashboard"})
    void everyEventOfTheCatalogueHasALineWithoutHoles(String publisher) {
        for (String type : EventTypes.all()) {
            if (EventTypes.publisherOf(type).equals(publisher)) {
                assertThat(words.of(entry(EventTypes.shortName(type), Map.of())))
                        .as(type)
                        .isNotBlank()
                        .doesNotContain("{", "}", "null");
            }
        }
    }
}
