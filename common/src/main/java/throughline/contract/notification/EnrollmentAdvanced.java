package throughline.contract.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;

/** A step was planned and the next one is due, or none is left. {@code step} is the next. */
public record EnrollmentAdvanced(
        EnrollmentId enrollmentId,
        ClientId clientId,
        String sequence,
        int version,
        @Nullable String step,
        @Nullable Instant dueAt,
        String rule)
        implements NotificationEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return enrollmentId.value();
    }
}
