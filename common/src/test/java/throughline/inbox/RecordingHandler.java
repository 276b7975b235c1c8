package throughline.inbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.event.Envelope;

/** Remembers what it was given; fails for the numbers of a client that a test names. */
public class RecordingHandler implements EventHandler<BookingEvent> {

    /** One event as it was handled: whose, and which number. */
    public record Seen(String key, int number, long sequence) {}

    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    @Override
    public String group() {
        return "test-recording";
    }

    @Override
    public Class<BookingEvent> reads() {
        return BookingEvent.class;
    }

    @Override
    public void on(BookingEvent event, Envelope envelope) {
        if (event instanceof CallOutcomeRecorded outcome) {
            String which = outcome.key() + "/" + outcome.revision();
            if (failing.contains(which)) {
                throw new IllegalStateException("told to fail");
            }
            seen.add(new Seen(outcome.key(), outcome.revision(), envelope.sequence()));
        }
    }

    public void failFor(String key, int number) {
        failing.add(key + "/" + number);
    }

    public void failNoMore() {
        failing.clear();
    }

    /** The numbers handled for a key, in order. */
    public List<Integer> numbersOf(String key) {
        synchronized (seen) {
            return seen.stream()
                    .filter(s -> s.key().equals(key))
                    .map(Seen::number)
                    .toList();
        }
    }
}
