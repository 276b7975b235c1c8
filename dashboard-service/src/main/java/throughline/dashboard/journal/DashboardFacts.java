package throughline.dashboard.journal;

import throughline.contract.dashboard.ClientErasureConfirmed;
import throughline.contract.dashboard.DashboardEvent;
import throughline.contract.dashboard.DeadLetterReplayed;
import throughline.contract.dashboard.StaffActionTaken;
import throughline.contract.dashboard.StaffSignedIn;

/** What is kept of our own events: who did what to which object. */
final class DashboardFacts {

    private DashboardFacts() {}

    static Facts of(DashboardEvent event) {
        return switch (event) {
            case StaffSignedIn e -> Facts.none().thing("actor", e.actorId()).code("how", e.how());
            case StaffActionTaken e ->
                Facts.none()
                        .thing("actor", e.actorId())
                        .thing("object", e.object())
                        .code("action", e.action());
            case DeadLetterReplayed e ->
                Facts.none()
                        .thing("actor", e.actorId())
                        .thing("deadLetter", e.deadLetterId())
                        .thing("event", e.eventId())
                        .code("group", e.group())
                        .yes("succeeded", e.succeeded());
            case ClientErasureConfirmed e -> Facts.about(e.clientId()).thing("receipt", e.receipt());
        };
    }
}
