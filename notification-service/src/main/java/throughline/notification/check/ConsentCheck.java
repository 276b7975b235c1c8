package throughline.notification.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import throughline.contract.DeliveryId;
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

    private static final String NO_CONSENT = "no_consent";

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
        if (isArticle(mail)) {
            return Optional.ofNullable(articles(List.of(mail)).get(mail.id()));
        }
        Purpose purpose = Purpose.of(mail.purpose()).orElse(Purpose.ALL);
        Optional<String> suppressed = suppressions.reason(addresses.of(mail.to()), purpose);
        if (suppressed.isPresent()) {
            return suppressed;
        }
        boolean agreed = purpose != Purpose.FOLLOW_UP
                || clients.find(mail.clientId()).filter(c -> c.followUp()).isPresent();
        return agreed ? Optional.empty() : Optional.of(NO_CONSENT);
    }

    @Override
    public Map<DeliveryId, String> refusals(List<Candidate> mails) {
        Map<DeliveryId, String> reasons = SendCheck.super.refusals(
                mails.stream().filter(mail -> !isArticle(mail)).toList());
        reasons.putAll(articles(mails.stream().filter(ConsentCheck::isArticle).toList()));
        return reasons;
    }

    private static boolean isArticle(Candidate mail) {
        return mail.purpose().equals(Purpose.ARTICLES.code());
    }

    private Map<DeliveryId, String> articles(List<Candidate> mails) {
        Map<DeliveryId, String> reasons = new HashMap<>();
        if (mails.isEmpty()) {
            return reasons;
        }
        Map<DeliveryId, String> hashes = new HashMap<>();
        mails.forEach(mail -> hashes.put(mail.id(), addresses.of(mail.to())));
        Map<String, String> suppressed = suppressions.reasons(Set.copyOf(hashes.values()), Purpose.ARTICLES);
        Set<String> confirmed = subscriptions.confirmedOf(
                mails.stream().map(mail -> mail.clientId().value()).toList());
        for (Candidate mail : mails) {
            String reason = suppressed.get(hashes.get(mail.id()));
            if (reason != null) {
                reasons.put(mail.id(), reason);
            } else if (!confirmed.contains(mail.clientId().value())) {
                reasons.put(mail.id(), NO_CONSENT);
            }
        }
        return reasons;
    }
}
