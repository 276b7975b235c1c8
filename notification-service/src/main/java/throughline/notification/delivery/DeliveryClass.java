package throughline.notification.delivery;

/** What the ledger does when it cannot know whether a mail has arrived. */
public enum DeliveryClass {
    /** One resend after the reconcile deadline, with the same Message-ID: about somebody's own call. */
    MUST_ARRIVE,
    /** Counts as sent until a person decides otherwise: follow-ups and articles. */
    AT_MOST_ONCE
}
