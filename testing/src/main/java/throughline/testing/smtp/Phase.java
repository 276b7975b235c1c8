package throughline.testing.smtp;

/** Where in a session a rule applies. {@code BODY} is while the lines of the mail arrive, {@code DOT} the answer to its end. */
public enum Phase {
    CONNECT,
    EHLO,
    MAIL,
    RCPT,
    DATA,
    BODY,
    DOT
}
