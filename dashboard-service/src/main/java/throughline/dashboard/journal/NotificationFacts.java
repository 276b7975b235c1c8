package throughline.dashboard.journal;

import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.contract.notification.AddressSuppressed;
import throughline.contract.notification.ClientErasureConfirmed;
import throughline.contract.notification.ClientReplied;
import throughline.contract.notification.ComplaintReceived;
import throughline.contract.notification.DeliveryAccepted;
import throughline.contract.notification.DeliveryBounced;
import throughline.contract.notification.DeliveryDeferred;
import throughline.contract.notification.DeliveryEvent;
import throughline.contract.notification.DeliveryInDoubt;
import throughline.contract.notification.DeliveryPlanned;
import throughline.contract.notification.DeliveryRejected;
import throughline.contract.notification.DeliveryResolved;
import throughline.contract.notification.DeliverySkipped;
import throughline.contract.notification.EnrollmentAdvanced;
import throughline.contract.notification.EnrollmentEnded;
import throughline.contract.notification.EnrollmentStarted;
import throughline.contract.notification.NotificationEvent;
import throughline.contract.notification.SubscriptionConfirmed;
import throughline.contract.notification.SubscriptionRequested;
import throughline.contract.notification.SubscriptionWithdrawn;

/** What is kept of notification's events. */
final class NotificationFacts {

    private NotificationFacts() {}

    static Facts of(NotificationEvent event) {
        return switch (event) {
            case SubscriptionRequested e -> Facts.about(e.subscriberId()).code("purpose", e.purpose());
            case SubscriptionConfirmed e -> Facts.about(e.subscriberId()).code("purpose", e.purpose());
            case SubscriptionWithdrawn e -> Facts.about(e.subscriberId()).code("purpose", e.purpose());
            case EnrollmentStarted e ->
                enrollment(e.enrollmentId(), e.clientId(), e.sequence(), e.version(), e.step())
                        .time("dueAt", e.dueAt());
            case EnrollmentAdvanced e ->
                enrollment(e.enrollmentId(), e.clientId(), e.sequence(), e.version(), e.step())
                        .time("dueAt", e.dueAt());
            case EnrollmentEnded e ->
                enrollment(e.enrollmentId(), e.clientId(), e.sequence(), e.version(), e.step())
                        .code("reason", e.reason());
            case DeliveryEvent e -> delivery(e);
            case ClientReplied e ->
                e.deliveryId() == null
                        ? Facts.about(e.clientId())
                        : Facts.about(e.clientId()).thing("delivery", e.deliveryId());
            case AddressSuppressed e -> Facts.about(e.clientId()).code("reason", e.reason());
            case ClientErasureConfirmed e -> Facts.about(e.clientId()).thing("receipt", e.receipt());
        };
    }

    private static Facts enrollment(
            EnrollmentId id, ClientId client, String sequence, int version, @Nullable String step) {
        return Facts.about(client)
                .thing("enrollment", id)
                .code("sequence", sequence)
                .number("version", version)
                .code("step", step);
    }

    private static Facts delivery(DeliveryEvent event) {
        Facts facts = Facts.about(event.clientId())
                .thing("delivery", event.deliveryId())
                .code("purpose", event.purpose());
        return switch (event) {
            case DeliveryPlanned e ->
                facts.thing("message", e.messageId())
                        .thing("because", e.because())
                        .code("step", e.step())
                        .time("dueAt", e.dueAt());
            case DeliveryAccepted e ->
                facts.thing("message", e.messageId())
                        .code("step", e.step())
                        .number("attempt", e.attempt())
                        .number("replyCode", e.replyCode())
                        .yes("possibleDuplicate", e.possibleDuplicate());
            case DeliveryDeferred e ->
                facts.thing("message", e.messageId())
                        .code("step", e.step())
                        .number("attempt", e.attempt())
                        .number("replyCode", e.replyCode())
                        .code("reason", e.reason())
                        .time("nextTry", e.nextTry());
            case DeliveryRejected e ->
                facts.thing("message", e.messageId())
                        .code("step", e.step())
                        .number("attempt", e.attempt())
                        .number("replyCode", e.replyCode())
                        .code("reason", e.reason());
            case DeliveryInDoubt e ->
                facts.thing("message", e.messageId()).code("step", e.step()).number("attempt", e.attempt());
            case DeliverySkipped e ->
                facts.thing("message", e.messageId()).code("step", e.step()).code("reason", e.reason());
            case DeliveryResolved e ->
                facts.thing("message", e.messageId()).code("step", e.step()).code("as", e.as());
            case DeliveryBounced e ->
                facts.thing("message", e.messageId()).code("step", e.step()).code("status", e.status());
            case ComplaintReceived e -> facts.thing("message", e.messageId()).code("step", e.step());
        };
    }
}
