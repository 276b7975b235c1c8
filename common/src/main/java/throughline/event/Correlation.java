package throughline.event;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * The id of the chain that the present thread works for: the request that began it, then the events that followed. It stands in
 * brackets on every log line ({@code logging.pattern.correlation}) and travels as {@code correlationid} with every event.
 */
public final class Correlation implements AutoCloseable {

    private static final String NAME = "correlation";

    private Correlation() {}

    /** The chain of this thread, if it works for one. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(NAME));
    }

    /** From here to {@link #close} this thread works for that chain. */
    public static Correlation of(String id) {
        MDC.put(NAME, id);
        return new Correlation();
    }

    @Override
    public void close() {
        MDC.remove(NAME);
    }
}
