package throughline.dashboard.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event as the journal keeps it.
 *
 * @param id the event's own id, so that the same event read twice is one row
 * @param service who published it: {@code booking}
 * @param type the record's name: {@code CallRequested}
 * @param at practice time
 * @param people ids of clients or subscribers; empty once they are erased
 * @param about ids of things by kind: {@code call}, {@code article}, {@code delivery}, {@code enrollment} …
 * @param said codes, numbers and times
 */
public record Entry(
        String id,
        String service,
        String type,
        String subject,
        String key,
        Instant at,
        long sequence,
        String correlation,
        @Nullable String causation,
        List<String> people,
        Map<String, String> about,
        Map<String, Object> said) {

    /** A code or number that was said, as text. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(said.get(name)).map(Object::toString);
    }

    /** A time that was said. */
    public Optional<Instant> time(String name) {
        return said.get(name) instanceof Instant time ? Optional.of(time) : Optional.empty();
    }
}
