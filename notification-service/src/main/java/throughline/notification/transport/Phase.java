package throughline.notification.transport;

/** How far the conversation about one mail came. Up to {@code BODY} nothing can have been delivered; at {@code DOT} nobody knows. */
public enum Phase {
    CONNECT,
    MAIL,
    RCPT,
    DATA,
    BODY,
    /** The dot was written, or may have been; no answer was read. */
    DOT,
    /** The dot was answered. */
    REPLIED
}
