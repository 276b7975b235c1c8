package throughline.notification.delivery;

/** What a person decides about a mail in doubt. */
public enum Resolution {
    /** It arrived. */
    SENT,
    /** Send it again, with the same Message-ID; it may arrive twice. */
    SEND_AGAIN,
    /** Leave it. */
    GIVE_UP
}
