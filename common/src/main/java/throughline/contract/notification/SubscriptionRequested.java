package throughline.contract.notification;

import throughline.contract.SubscriberId;

/** An address asked for mails of a purpose; nothing is sent before it is confirmed. */
public record SubscriptionRequested(SubscriberId subscriberId, String purpose, Proof proof)
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
