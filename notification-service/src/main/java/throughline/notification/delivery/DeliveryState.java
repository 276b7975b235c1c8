package throughline.notification.delivery;

import java.util.EnumSet;
import java.util.Set;

/** Where a mail is. What a state may become is decided in {@link Fate} and nowhere else. */
public enum DeliveryState {
    PLANNED,
    /** A sender has it; provably not sent. */
    CLAIMED,
    /** The final dot may be written at any moment, or has been. */
    DOT_INTENT,
    /** Taken over by the relay; not the same as read. */
    ACCEPTED,
    DEFERRED,
    REJECTED,
    /** All of it was written and the answer lost. */
    IN_DOUBT,
    SKIPPED,
    BOUNCED,
    COMPLAINED,
    GIVEN_UP;

    /** Waiting for its time, in nobody's hands. */
    static final Set<DeliveryState> WAITING = EnumSet.of(PLANNED, DEFERRED);

    /** In a sender's hands. */
    static final Set<DeliveryState> HELD = EnumSet.of(CLAIMED, DOT_INTENT);
}
