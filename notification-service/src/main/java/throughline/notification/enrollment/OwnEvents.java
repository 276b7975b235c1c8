package throughline.notification.enrollment;

import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.contract.SubscriberId;
import throughline.contract.notification.AddressSuppressed;
import throughline.contract.notification.ClientErasureConfirmed;
import throughline.contract.notification.ClientReplied;
import throughline.contract.notification.DeliveryEvent;
import throughline.contract.notification.EnrollmentAdvanced;
import throughline.contract.notification.EnrollmentEnded;
import throughline.contract.notification.EnrollmentStarted;
import throughline.contract.notification.NotificationEvent;
import throughline.contract.notification.SubscriptionConfirmed;
import throughline.contract.notification.SubscriptionRequested;
import throughline.contract.notification.SubscriptionWithdrawn;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.subscription.Subscriptions;

/**
 * What this service itself has said about a client, where a sequence starts or ends by it. What runs say about themselves
 * starts nothing, or it would go on without an end.
 */
@Component
class OwnEvents implements EventHandler<NotificationEvent> {

    private final Clients clients;
    private final Recipients recipients;
    private final Starts starts;

    OwnEvents(Clients clients, Recipients recipients, Starts starts) {
        this.clients = clients;
        this.recipients = recipients;
        this.starts = starts;
    }

    @Override
    public String group() {
        return "notification-own";
    }

    @Override
    public Class<NotificationEvent> reads() {
        return NotificationEvent.class;
    }

    @Override
    public void on(NotificationEvent event, Envelope envelope) {
        Optional<ClientId> about = about(event);
        if (about.isPresent() && starts.anyoneWaitsFor(event.getClass().getSimpleName(), envelope)) {
            recipients.find(about.get()).ifPresent(person -> {
                follow(event, person, envelope);
                if (Subscriptions.isSubscriber(person.id())) {
                    clients.at(person.address()).forEach(client -> reach(event, client, envelope));
                }
            });
        }
    }

    /** What a subscriber does may be the goal of the same person's runs as a client. */
    private void reach(NotificationEvent event, KnownClient client, Envelope envelope) {
        String name = event.getClass().getSimpleName();
        clients.happened(client.id(), name, envelope.id().toString());
        starts.reachGoals(client.id(), name, envelope);
    }

    private void follow(NotificationEvent event, KnownClient client, Envelope envelope) {
        EventFields fields = EventFields.of(event);
        if (!Subscriptions.isSubscriber(client.id())) {
            clients.happened(client.id(), fields.name(), envelope.id().toString());
        }
        starts.reachGoals(client.id(), fields.name(), envelope);
        starts.start(client.id(), client, null, null, fields, envelope);
    }

    /** The client it is about, or the subscriber. */
    private static Optional<ClientId> about(NotificationEvent event) {
        return switch (event) {
            case DeliveryEvent delivery -> Optional.of(delivery.clientId());
            case ClientReplied replied -> Optional.of(replied.clientId());
            case AddressSuppressed suppressed -> Optional.of(suppressed.clientId());
            case EnrollmentStarted ignored -> Optional.empty();
            case EnrollmentAdvanced ignored -> Optional.empty();
            case EnrollmentEnded ignored -> Optional.empty();
            case SubscriptionRequested requested -> Optional.of(person(requested.subscriberId()));
            case SubscriptionConfirmed confirmed -> Optional.of(person(confirmed.subscriberId()));
            case SubscriptionWithdrawn withdrawn -> Optional.of(person(withdrawn.subscriberId()));
            case ClientErasureConfirmed ignored -> Optional.empty();
        };
    }

    private static ClientId person(SubscriberId subscriber) {
        return new ClientId(subscriber.value());
    }
}
