package throughline.notification.transport;

import jakarta.mail.internet.MimeMessage;

/** Somebody to hand mails to, one after the other: a relay's connection, or several relays of which one takes it. For one thread. */
public interface MailLine extends AutoCloseable {

    /**
     * Hands over one mail to one recipient. Never throws for anything a relay does.
     *
     * @param to envelope recipient; its domain already in A-labels
     * @param fence asked when everything but the dot is written; asked again only after a try that surely was not taken over
     */
    Outcome send(MimeMessage mail, String to, Fence fence);

    @Override
    void close();
}
