package throughline.notification.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row in this process's hands.
 *
 * @param answer whether it may go, if that was asked when it was claimed
 */
record Claimed(Delivery row, @Nullable Answer answer) {

    /** @param askedAt machine's nanoseconds, from before the question */
    record Answer(Optional<String> refusal, long askedAt) {}

    static Claimed unasked(Delivery row) {
        return new Claimed(row, null);
    }
}
