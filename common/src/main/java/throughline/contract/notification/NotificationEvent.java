package throughline.contract.notification;

import throughline.contract.Event;

/** What notification-service publishes. */
public sealed interface NotificationEvent extends Event
        permits SubscriptionRequested,
                SubscriptionConfirmed,
                SubscriptionWithdrawn,
                EnrollmentStarted,
                EnrollmentAdvanced,
                EnrollmentEnded,
                DeliveryEvent,
                ClientReplied,
                AddressSuppressed,
                ClientErasureConfirmed {}
