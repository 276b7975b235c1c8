package throughline.contract.notification;

import throughline.contract.SubscriberId;

/** The link in the mail was used: from now on there is consent. */
public record SubscriptionConfirmed(SubscriberId subscriberId, String purpose, Proof proof)
        implements NotificationEvent {

    @Override
    public String key() {
        return subscriberId.value();
    }

    @Override
    public String subject() {
        return subscriberId.value();
    }
}
