package throughline.notification;

import throughline.service.ThroughlineService;

/** The entry of notification-service: sequences, enrollments, mail ledger, subscriptions and suppressions. */
@ThroughlineService
public class NotificationService {}
