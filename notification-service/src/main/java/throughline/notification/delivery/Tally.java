package throughline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the article mails of one cause are.
 *
 * @param states how many rows are in which state
 * @param lastTurn the latest practice time at which one of them is to be tried; absent when none is
 * @param recentlyAccepted taken over within the last while
 * @param recentSince practice time of the first of those; absent when there is none
 * @param firstAccepted practice time; absent when none was
 * @param lastAccepted practice time; absent when none was
 */
public record Tally(
        Map<DeliveryState, Integer> states,
        @Nullable Instant lastTurn,
        int recentlyAccepted,
        @Nullable Instant recentSince,
        @Nullable Instant firstAccepted,
        @Nullable Instant lastAccepted) {

    /** What counts as recent: long enough to even out single batches, short enough to notice a change of pace. */
    public static final Duration RECENT = Duration.ofMinutes(2);

    public int in(DeliveryState... wanted) {
        int sum = 0;
        for (var state : wanted) {
            sum += states.getOrDefault(state, 0);
        }
        return sum;
    }

    public int all() {
        return in(DeliveryState.values());
    }

    /** Planned and not yet decided, whether in a sender's hands or not. */
    public int waiting() {
        return in(DeliveryState.PLANNED, DeliveryState.DEFERRED, DeliveryState.CLAIMED, DeliveryState.DOT_INTENT);
    }
}
