package throughline.contract.notification;

import throughline.contract.SubscriberId;

/** Consent ended. */
public record SubscriptionWithdrawn(SubscriberId subscriberId, String purpose, Proof proof)
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
