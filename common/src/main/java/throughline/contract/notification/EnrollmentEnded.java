package throughline.contract.notification;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;

/** A run is over. {@code reason} is a code: completed, booked, replied, unsubscribed, complained, undeliverable, suppressed, no_consent, outcome_corrected, cancelled, erased, stopped, or goal:event. */
public record EnrollmentEnded(
        EnrollmentId enrollmentId,
        ClientId clientId,
        String sequence,
        int version,
        @Nullable String step,
        String reason)
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
