package throughline.notification.subscription;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.notification.contact.Clients;
import throughline.notification.contact.KnownClient;
import throughline.notification.enrollment.Exits;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressions;

/**
 * A person stops mails, or lets them come again. First the suppression is written, which the ledger asks for before each body;
 * then everything that runs or is planned is ended. Doing it twice, or from two places at once, is the same as once.
 */
@Component
public class Stops {

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
        suppress(address, emailOf(address).orElse(null), purpose, UNSUBSCRIBED, how);
    }

    /** Staff, a bounce or a complaint: {@link Purpose#ALL} also stops what is about the person's own calls. */
    public void suppress(String address, @Nullable String email, Purpose purpose, String reason, String by) {
        List<ClientId> ids = clients.at(address).stream().map(KnownClient::id).toList();
        suppressions.add(address, email, purpose, reason, by, ids, Cause.command());
        String because = suppressions.reason(address, purpose).orElse("suppressed");
        switch (purpose) {
            case FOLLOW_UP -> ids.forEach(id -> exits.followUps(id, because, Cause.command()));
            case ARTICLES -> endSubscription(address, because, by);
            case ALL -> {
                ids.forEach(id -> exits.everything(id, because, Cause.command()));
                endSubscription(address, because, by);
            }
        }
    }

    private void endSubscription(String address, String because, String by) {
        subscriptions.withdraw(address, Purpose.ARTICLES, by);
        ClientId subscriber =
                new ClientId(Subscriptions.id(address, Purpose.ARTICLES).value());
        exits.everything(subscriber, because, Cause.command());
    }

    /** Mails of the purpose may come again; a run that ended does not come back to life. */
    void allow(String address, Purpose purpose) {
        suppressions.lift(address, purpose, Cause.command());
        if (purpose == Purpose.ARTICLES) {
            emailOf(address).ifPresent(email -> subscriptions.confirmByPreferences(address, email, purpose));
        }
    }

    /** Whether mails of the purpose come, as far as the person decides. */
    boolean wanted(String address, Purpose purpose) {
        boolean stopped = suppressions.reason(address, purpose).isPresent();
        return switch (purpose) {
            case FOLLOW_UP, ALL -> !stopped;
            case ARTICLES ->
                !stopped
                        && subscriptions
                                .of(address, purpose)
                                .filter(s -> s.state() == SubscriptionState.Status.CONFIRMED)
                                .isPresent();
        };
    }

    /** The address as it was last given to us, for people to recognise it. */
    Optional<String> emailOf(String address) {
        return clients.at(address).stream()
                .findFirst()
                .map(KnownClient::email)
                .or(() -> subscriptions
                        .of(address, Purpose.ARTICLES)
                        .map(SubscriptionState::email)
                        .filter(email -> !email.isEmpty()));
    }
}
