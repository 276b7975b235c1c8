package throughline.notification.suppression;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.aggregate.Stored;

/** A suppression as staff see it. */
public record Suppressed(
        String id, String address, @Nullable String email, Purpose purpose, String reason, String by, Instant at) {

    static Suppressed of(Stored<SuppressionState> stored) {
        SuppressionState state = stored.state();
        return new Suppressed(
                stored.id(), state.address(), state.email(), state.purpose(), state.reason(), state.by(), state.at());
    }
}
