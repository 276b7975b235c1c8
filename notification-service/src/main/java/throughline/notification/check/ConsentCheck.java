package throughline.notification.check;

import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import throughline.notification.contact.Clients;
import throughline.notification.delivery.SendCheck;
import throughline.notification.subscription.Subscriptions;
import throughline.notification.suppression.AddressHash;
import throughline.notification.suppression.Purpose;
import throughline.notification.suppression.Suppressions;

/** The reader agreed to this kind of mail, and the address may be written to. Mails about the reader's own call need no consent. */
@Component
@Order(2)
class ConsentCheck implements SendCheck {

    private final Suppressions suppressions;
    private final AddressHash addresses;
    private final Clients clients;
    private final Subscriptions subscriptions;

    ConsentCheck(Suppressions suppressions, AddressHash addresses, Clients clients, Subscriptions subscriptions) {
        this.suppressions = suppressions;
        this.addresses = addresses;
        this.clients = clients;
        this.subscriptions = subscriptions;
    }

    @Override
    public Optional<String> refusal(Candidate mail) {
        if (mail.purpose().equals("copy")) {
            return Optional.empty();
        }
        Purpose purpose = Purpose.of(mail.purpose()).orElse(Purpose.ALL);
        Optional<String> suppressed = suppressions.reason(addresses.of(mail.to()), purpose);
        if (suppressed.isPresent()) {
            return suppressed;
        }
        boolean agreed = switch (purpose) {
            case FOLLOW_UP ->
                clients.find(mail.clientId()).filter(c -> c.followUp()).isPresent();
            case ARTICLES -> subscriptions.confirmed(mail.clientId().value());
            case ALL -> true;
        };
        return agreed ? Optional.empty() : Optional.of("no_consent");
    }
}
