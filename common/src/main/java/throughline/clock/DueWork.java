package throughline.clock;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of the system that acts when practice time reaches an instant, or that passes work on. The simulated clock stops at
 * each due instant on its way, so that due work runs as if that time had passed.
 */
public interface DueWork {

    /** The earliest practice time at which something is due, also if that is past already; empty when nothing waits. */
    Optional<Instant> nextDue();

    /** Whether everything due by {@code now} (practice time) is handed to its worker and done or given a later time. */
    boolean settled(Instant now);

    /** Practice time has moved: look for due work at once. Must return quickly. */
    default void wake() {}
}
