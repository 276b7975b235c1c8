package throughline.dashboard.health;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.service.Light.State.NEEDS_DECISION;
import static throughline.service.Light.State.SLOW;
import static throughline.service.Light.State.STOPPED;
import static throughline.service.Light.State.UNMEASURED;
import static throughline.service.Light.State.WORKING;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import throughline.service.Light;

class HealthSentenceTests {

    private final HealthSentence sentence = new HealthSentence(texts(), Locale.ENGLISH);

    private static ResourceBundleMessageSource texts() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("dashboard/messages");
        texts.setDefaultEncoding("UTF-8");
        return texts;
    }

    /** In the order booking, event flow, mail, due work, storage. */
    private static List<Light> lights(Light.State... states) {
        return IntStream.range(0, states.length)
                .mapToObj(i -> new Light(Lights.NAMES.get(i), states[i], Instant.EPOCH, "Reason " + i + "."))
                .toList();
    }

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(
                        lights(WORKING, WORKING, WORKING, WORKING, WORKING),
                        Counts.NONE,
                        "Yes. Calls are booked and mails go out. Nothing needs you."),
                Arguments.of(
                        lights(WORKING, WORKING, NEEDS_DECISION, WORKING, WORKING),
                        new Counts(2, 0, 0, 0),
                        "Yes. Calls are booked and mails go out. 2 mails are in doubt and wait for your decision;"
                                + " nothing is sent twice by itself."),
                Arguments.of(
                        lights(WORKING, WORKING, NEEDS_DECISION, WORKING, WORKING),
                        new Counts(0, 1, 0, 0),
                        "Yes. Calls are booked and mails go out. One mail was refused; that person needs a call or a"
                                + " corrected address."),
                Arguments.of(
                        lights(WORKING, NEEDS_DECISION, WORKING, WORKING, WORKING),
                        new Counts(0, 0, 1, 3),
                        "Yes. Calls are booked and mails go out. One event could not be handled, and 3 more wait"
                                + " behind; nothing is lost, replay when the cause is gone."),
                Arguments.of(
                        lights(STOPPED, WORKING, WORKING, WORKING, WORKING),
                        Counts.NONE,
                        "No. No call can be booked. Reason 0. It is tried again every ten seconds. If this stays,"
                                + " start Throughline again; bookings made before are kept."),
                Arguments.of(
                        lights(WORKING, WORKING, STOPPED, STOPPED, WORKING),
                        Counts.NONE,
                        "No. Mails do not go out. Reason 2. They are kept and sent when that is over. If it lasts,"
                                + " look at the mail server’s settings. Stopped as well: due work."),
                Arguments.of(
                        lights(STOPPED, WORKING, WORKING, WORKING, STOPPED),
                        Counts.NONE,
                        "No. Nothing can be stored, so no call can be booked. Reason 4. It is tried again all the"
                                + " time. See that MongoDB runs and that the disk has room. Stopped as well: booking."),
                Arguments.of(
                        lights(WORKING, SLOW, WORKING, WORKING, WORKING),
                        Counts.NONE,
                        "Almost. Services are behind. Reason 1. They are catching up by themselves, in order;"
                                + " confirmations may come late."),
                Arguments.of(
                        lights(WORKING, WORKING, UNMEASURED, UNMEASURED, WORKING),
                        Counts.NONE,
                        "As far as it was measured: calls are booked. Nothing needs you. Not measured just now: mail,"
                                + " due work."),
                Arguments.of(
                        lights(UNMEASURED, UNMEASURED, UNMEASURED, UNMEASURED, UNMEASURED),
                        Counts.NONE,
                        "That cannot be said just now. Nothing needs you. Not measured just now: booking, event flow,"
                                + " mail, due work, storage."));
    }

    @ParameterizedTest
    @MethodSource("table")
    void sentenceFollowsFromLightsAndCounts(List<Light> lights, Counts counts, String expected) {
        assertThat(sentence.of(lights, counts)).isEqualTo(expected);
    }

    @Test
    void everyLightInTroubleHasASentenceThatSaysWhatToDo() {
        for (int i = 0; i < Lights.NAMES.size(); i++) {
            for (Light.State trouble : List.of(STOPPED, SLOW)) {
                Light.State[] states = {WORKING, WORKING, WORKING, WORKING, WORKING};
                states[i] = trouble;

                assertThat(sentence.of(lights(states), Counts.NONE))
                        .contains("Reason " + i + ". ")
                        .doesNotContain("{", "..");
            }
        }
    }

    @Test
    void worstOfSeveralProcessesCounts() {
        List<Light> measured = List.of(
                new Light("mail", WORKING, Instant.EPOCH, "fine"),
                new Light("Mail", STOPPED, Instant.EPOCH, "no relay"));

        assertThat(Lights.worst(measured, Lights.MAIL)).contains(new Light("Mail", STOPPED, Instant.EPOCH, "no relay"));
        assertThat(Lights.worst(measured, Lights.DUE_WORK)).isEmpty();
    }
}
