package throughline.contract.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;

/** A client began a version of a sequence. {@code rule} says in words why the first step is due when it is. */
public record EnrollmentStarted(
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
