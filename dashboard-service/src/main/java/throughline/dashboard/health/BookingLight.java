package throughline.dashboard.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.dashboard.journal.Journal;
import throughline.dashboard.practice.Practice;
import throughline.service.Light;
import throughline.web.page.Durations;

/** Whether a call could be booked now: the service's own light, or, where it has none, whether it answers what a visitor asks first. */
@Component
class BookingLight {

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final Practice practice;
    private final Journal journal;
    private final Clock clock;
    private final MachineTime machine;
    private final Since since;
    private final Silences silences;
    private final MessageSource texts;

    BookingLight(
            Practice practice,
            Journal journal,
            Clock clock,
            MachineTime machine,
            Since since,
            Silences silences,
            MessageSource texts) {
        this.practice = practice;
        this.journal = journal;
        this.clock = clock;
        this.machine = machine;
        this.since = since;
        this.silences = silences;
        this.texts = texts;
    }

    Light now(List<Light> measured, boolean storageAnswers) {
        Optional<Light> own = Lights.worst(measured, Lights.BOOKING);
        return own.orElseGet(() -> asked(storageAnswers));
    }

    private Light asked(boolean storageAnswers) {
        long began = machine.nanos();
        boolean answered = practice.callTypes().missing().isEmpty();
        boolean stopped = silences.stopped("booking's call types", answered);
        if (!answered) {
            return light(stopped ? Light.State.STOPPED : Light.State.UNMEASURED, "silent");
        }
        Duration took = Duration.ofNanos(machine.nanos() - began);
        if (took.compareTo(SLOW) > 0) {
            return light(Light.State.SLOW, "slow", took.toMillis());
        }
        return storageAnswers
                ? journal.newest("CallRequested")
                        .map(last -> light(
                                Light.State.WORKING,
                                "working",
                                Durations.inWords(nonNegative(Duration.between(last.at(), clock.instant())))))
                        .orElseGet(() -> light(Light.State.WORKING, "none"))
                : light(Light.State.STOPPED, "storage");
    }

    private static Duration nonNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private Light light(Light.State state, String why, Object... values) {
        return since.light(
                Lights.BOOKING, state, texts.getMessage("dashboard.light.booking." + why, values, Locale.ENGLISH));
    }
}
