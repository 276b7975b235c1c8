package throughline.notification.subscription;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.enrollment.Exits;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressions;

/**
 * A person stops mails. First the suppression is written, which the ledger asks for before each body; then everything that
 * runs or is planned is ended. Doing it twice, or from two places at once, is the same as once.
 */
@Component
class Stops {

    private static final String UNSUBSCRIBED = "unsubscribed";

    private final Suppressions suppressions;
    private final Subscriptions subscriptions;
    private final Clients clients;
    private final Exits exits;

    Stops(Suppressions suppressions, Subscriptions subscriptions, Clients clients, Exits exits) {
        this.suppressions = suppressions;
        this.subscriptions = subscriptions;
        this.clients = clients;
        this.exits = exits;
    }

    /** @param how where the person did it, for the proof: {@code one-click}, {@code page}, {@code preferences} */
    void stop(String address, Purpose purpose, String how) {
        List<KnownClient> reached = clients.at(address);
        Optional<String> email = emailOf(address, reached);
        List<ClientId> ids = reached.stream().map(KnownClient::id).toList();
        suppressions.add(address, email.orElse(null), purpose, UNSUBSCRIBED, how, ids, Cause.command());
        switch (purpose) {
            case FOLLOW_UP -> ids.forEach(id -> exits.followUps(id, UNSUBSCRIBED, Cause.command()));
            case ARTICLES -> subscriptions.withdraw(address, Purpose.ARTICLES, how);
            case ALL -> {
                ids.forEach(id -> exits.followUps(id, UNSUBSCRIBED, Cause.command()));
                subscriptions.withdraw(address, Purpose.ARTICLES, how);
            }
        }
    }

    /** The address as it was last given to us, for people to recognise it. */
    Optional<String> emailOf(String address) {
        return emailOf(address, clients.at(address));
    }

    private Optional<String> emailOf(String address, List<KnownClient> reached) {
        return reached.stream()
                .findFirst()
                .map(KnownClient::email)
                .or(() -> subscriptions
                        .of(address, Purpose.ARTICLES)
                        .map(SubscriptionState::email)
                        .filter(email -> !email.isEmpty()));
    }
}
