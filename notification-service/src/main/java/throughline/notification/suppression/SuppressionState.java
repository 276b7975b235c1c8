package throughline.notification.suppression;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One address and one purpose. {@code email} is for staff to recognise it, absent after erasure; not {@code active} once it
 * was lifted.
 */
record SuppressionState(
        String address, Purpose purpose, @Nullable String email, String reason, String by, Instant at, boolean active) {

    SuppressionState lifted() {
        return new SuppressionState(address, purpose, email, reason, by, at, false);
    }
}
