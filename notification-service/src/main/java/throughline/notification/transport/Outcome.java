package throughline.notification.transport;

/** What became of one try to hand a mail over. Reasons are codes. */
public sealed interface Outcome {

    Reply reply();

    /** The relay has taken it over. */
    record Accepted(Reply reply) implements Outcome {}

    /**
     * Surely not taken over; worth another try.
     *
     * @param reason {@code connection}, {@code out_of_step}, {@code sender} (about us, not about this recipient) or {@code later}
     */
    record Deferred(Reply reply, String reason) implements Outcome {}

    /**
     * Surely not taken over, and never will be.
     *
     * @param reason {@code undeliverable} (the recipient), {@code refused} (the message), {@code too_large} or
     *     {@code unsupported_address}
     */
    record Rejected(Reply reply, String reason) implements Outcome {}

    /** The whole mail was written and no usable answer read: taken over or not, we cannot know. */
    record InDoubt(Reply reply) implements Outcome {}

    /** The fence did not let the dot out; the connection was closed inside the body, so nothing was taken over. */
    record Withheld(Reply reply) implements Outcome {}

    /**
     * The table. Measured against a misbehaving server, row by row, in {@code PhasedTransportTests}; beyond the plain codes:
     *
     * <ul>
     *   <li>a 5xx answer to MAIL, and 5.7.x anywhere, is about the sender: the recipient is not to blame
     *   <li>552 to RCPT is a full mailbox and temporary (RFC 5321 section 4.5.3.1.10)
     *   <li>4.7.x is greylisting far more often than a judgement on us: it waits, and nothing is paused for it
     *   <li>5.3.4 is about the message's size, not the person
     *   <li>503 as the first refusal means that client and server disagree where they are
     * </ul>
     */
    static Outcome of(Reply reply) {
        return switch (reply.phase()) {
            case DOT -> new InDoubt(reply);
            case REPLIED -> replied(reply);
            case CONNECT -> new Deferred(reply, reply.isPermanent() ? "sender" : "connection");
            case MAIL, RCPT, DATA, BODY -> before(reply);
        };
    }

    private static Outcome replied(Reply reply) {
        if (Reply.success(reply.code())) {
            return new Accepted(reply);
        }
        return reply.isTransient() || reply.isPermanent() ? before(reply) : new InDoubt(reply);
    }

    private static Outcome before(Reply reply) {
        if (reply.code() <= 0 || reply.code() == 421) {
            return new Deferred(reply, "connection");
        } else if (reply.isTransient()) {
            return new Deferred(reply, "later");
        } else if (!reply.isPermanent() || reply.code() == 503) {
            return new Deferred(reply, "out_of_step");
        } else if (reply.status().equals("5.3.4")) {
            return new Rejected(reply, "too_large");
        } else if (reply.phase() == Phase.MAIL || reply.status().startsWith("5.7.")) {
            return new Deferred(reply, "sender");
        } else if (reply.phase() == Phase.RCPT) {
            return reply.code() == 552 ? new Deferred(reply, "later") : new Rejected(reply, "undeliverable");
        }
        return new Rejected(reply, "refused");
    }
}
