package throughline.booking.spam;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.web.link.SignedLinks;

/**
 * Tells machines from people by what people cannot do: fill in a field nobody sees, or a form faster than it can be read. Each
 * form carries the signed machine time at which it was first shown; without it, it was never shown.
 */
@Component
public class FormWatch {

    private static final String PURPOSE = "form";

    private final SignedLinks links;
    private final MachineTime machine;
    private final Suspects suspects;
    private final Duration fastest;

    FormWatch(
            SignedLinks links,
            MachineTime machine,
            Suspects suspects,
            SpamSettings settings,
            @Value("${throughline.clock:system}") String clock) {
        this.links = links;
        this.machine = machine;
        this.suspects = suspects;
        this.fastest = settings.fastest(clock.startsWith("simulated"));
    }

    /** What a form carries; shown again after a mistake, it keeps the time of its first showing. */
    public String stamp(@Nullable String before) {
        return shownAt(before).isPresent() && before != null
                ? before
                : links.sign(PURPOSE, Long.toString(machine.now().toEpochMilli()), null);
    }

    /** Whether a machine sent this form. Then nothing of it may be kept, and it is counted here. */
    public boolean isMachine(@Nullable String website, @Nullable String stamp) {
        Optional<String> suspicion = suspicion(website, shownAt(stamp), machine.now());
        suspicion.ifPresent(suspects::count);
        return suspicion.isPresent();
    }

    private Optional<String> suspicion(@Nullable String website, Optional<Instant> shown, Instant now) {
        if (website != null) {
            return Optional.of("honeypot");
        }
        if (fastest.isZero()) {
            return Optional.empty();
        }
        if (shown.isEmpty()) {
            return Optional.of("never_shown");
        }
        return now.isBefore(shown.get().plus(fastest)) ? Optional.of("too_fast") : Optional.empty();
    }

    private Optional<Instant> shownAt(@Nullable String stamp) {
        return Optional.ofNullable(stamp)
                .flatMap(s -> links.verify(PURPOSE, s))
                .map(verified -> Instant.ofEpochMilli(Long.parseLong(verified.subject())));
    }
}
