package throughline.contract.dashboard;

import throughline.contract.Event;

/** What dashboard-service publishes. */
public sealed interface DashboardEvent extends Event
        permits StaffSignedIn, StaffActionTaken, DeadLetterReplayed, ClientErasureConfirmed {}
