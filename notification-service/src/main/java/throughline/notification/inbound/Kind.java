package throughline.notification.inbound;

/** What a mail that came in was taken for. */
enum Kind {
    /** A person wrote. */
    REPLY,
    /** A machine answered: out of office, read receipts, mailing lists. */
    AUTO_REPLY,
    /** A mail of ours came back for good. */
    BOUNCE,
    /** A mail of ours is still on its way. */
    DELAY,
    /** A reader's provider says that a mail of ours was called unwanted. */
    COMPLAINT,
    UNKNOWN
}
