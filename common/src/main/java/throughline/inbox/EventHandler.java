package throughline.inbox;

import throughline.contract.Event;
import throughline.event.Envelope;

/**
 * A bean that reads the events of one publisher. The kit calls {@link #on} for one event after the other, in order within
 * each key, and possibly again for the same event: the effect and the mark that it happened must be one write (a
 * deterministic id, an operation id from {@link throughline.event.Cause#of}, or a guarded upsert).
 *
 * <p>An exception means: three tries, then the key is parked and its later events queue behind it. If the database or the
 * broker is down, consuming pauses for as long as it takes instead. Nothing with an effect on the outside world belongs in
 * here: write an intent, and let a worker act on it.
 */
public interface EventHandler<E extends Event> {

    /** The consumer group; one for each handler, unique in the system: {@code notification-calls}. */
    String group();

    /** The publisher's sealed interface; the topic follows from it. */
    Class<E> reads();

    void on(E event, Envelope envelope);
}
