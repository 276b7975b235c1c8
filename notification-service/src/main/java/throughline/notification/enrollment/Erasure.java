package throughline.notification.enrollment;

import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.notification.contact.Calls;
import throughline.notification.contact.Clients;
import throughline.notification.delivery.Deliveries;
import throughline.notification.subscription.Subscriptions;
import throughline.notification.suppression.Suppressions;

/** Forgets a client: ends what runs, takes back what is planned, empties what is personal. That an address is suppressed stays. */
@Component
class Erasure {

    private final Clients clients;
    private final Calls calls;
    private final Enrollments enrollments;
    private final Deliveries deliveries;
    private final Suppressions suppressions;
    private final Subscriptions subscriptions;
    private final Happenings happenings;

    Erasure(
            Clients clients,
            Calls calls,
            Enrollments enrollments,
            Deliveries deliveries,
            Suppressions suppressions,
            Subscriptions subscriptions,
            Happenings happenings) {
        this.clients = clients;
        this.calls = calls;
        this.enrollments = enrollments;
        this.deliveries = deliveries;
        this.suppressions = suppressions;
        this.subscriptions = subscriptions;
        this.happenings = happenings;
    }

    void of(ClientId client, Envelope event) {
        enrollments.endAll(client, run -> true, "erased", Cause.of(event, "erase"));
        clients.find(client).ifPresent(known -> {
            suppressions.forget(known.address());
            subscriptions.forget(known.address());
        });
        happenings.forget(client);
        deliveries.forget(client);
        calls.forget(client);
        clients.forget(client, event.id().toString());
    }
}
