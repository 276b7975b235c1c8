package throughline.notification.enrollment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.booking.ClientErased;
import throughline.contract.notification.ClientErasureConfirmed;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.ErasedLetters;
import throughline.notification.contact.Calls;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.subscription.Subscriptions;
import throughline.notification.suppression.Suppressions;

/**
 * Forgets a client: ends what runs, takes back what is planned, empties what is personal, and confirms. That an address is
 * suppressed stays, as a keyed hash. May be repeated: the addresses are known until the last step empties the record.
 */
@Component
class Erasure {

    private static final List<String> COPIES = List.of("booked", "requested", "moved", "canceled");

    private final Clients clients;
    private final Calls calls;
    private final Enrollments enrollments;
    private final Deliveries deliveries;
    private final Suppressions suppressions;
    private final Subscriptions subscriptions;
    private final Happenings happenings;
    private final ErasedLetters letters;
    private final Aggregates<Receipt> receipts;

    Erasure(
            Clients clients,
            Calls calls,
            Enrollments enrollments,
            Deliveries deliveries,
            Suppressions suppressions,
            Subscriptions subscriptions,
            Happenings happenings,
            ErasedLetters letters,
            AggregateFactory aggregates) {
        this.clients = clients;
        this.calls = calls;
        this.enrollments = enrollments;
        this.deliveries = deliveries;
        this.suppressions = suppressions;
        this.subscriptions = subscriptions;
        this.happenings = happenings;
        this.letters = letters;
        this.receipts = aggregates.of("notification.erasures", Receipt.class);
    }

    /** What is left of an erased client here, under the id of the event that said so. */
    record Receipt(String receipt) {}

    void of(ClientErased erased, Envelope event) {
        ClientId client = erased.clientId();
        enrollments.endAll(client, run -> true, "erased", Cause.of(event, "erase"));
        for (String address : clients.addressesOf(client)) {
            suppressions.forget(address);
            subscriptions.forget(address);
        }
        deliveries.forgetCopies(
                copies(client), clients.find(client).map(KnownClient::email).orElse(null));
        happenings.forget(client);
        deliveries.forget(client);
        calls.forget(client);
        clients.forget(client, event.id().toString());
        letters.of(client);
        receipts.<Void>change(
                event.id().toString(),
                Cause.of(event, "confirm"),
                before -> before.isPresent()
                        ? Decision.unchanged()
                        : Decision.changed(
                                new Receipt(erased.receipt()), new ClientErasureConfirmed(client, erased.receipt())));
    }

    private List<DeliveryId> copies(ClientId client) {
        List<DeliveryId> ids = new ArrayList<>();
        for (Map.Entry<CallId, Integer> call : calls.ofClient(client).entrySet()) {
            for (int sequence = -1; sequence <= call.getValue() + 1; sequence++) {
                for (String kind : COPIES) {
                    ids.add(CallMails.copyId(call.getKey(), kind, sequence));
                }
            }
        }
        return ids;
    }
}
