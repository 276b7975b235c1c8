package throughline.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Aggregates that were written within the last moment, by collection. So long their facts are kept back: publishing them sets
 * every consumer to work, often on the cores that have still to answer whoever asked for the write. What is written within the
 * same moment goes out together.
 */
final class JustWritten {

    /** Longer than a booking needs from the calendar's write to its answer (10 to 15 ms on two idle cores). */
    static final Duration MOMENT = Duration.ofMillis(20);

    private final Map<String, Set<String>> ids = new HashMap<>();

    /** @return whether a moment begins with them: then whoever added them takes all there are when it is over */
    synchronized boolean add(String collection, Collection<String> written) {
        Set<String> gathered = ids.computeIfAbsent(collection, _ -> new LinkedHashSet<>());
        boolean first = gathered.isEmpty();
        gathered.addAll(written);
        return first && !gathered.isEmpty();
    }

    /** In the order in which they were written first; nobody else gets them. */
    synchronized List<String> take(String collection) {
        Set<String> gathered = ids.remove(collection);
        return gathered == null ? List.of() : List.copyOf(gathered);
    }
}
