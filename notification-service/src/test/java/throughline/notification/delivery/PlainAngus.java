package throughline.notification.delivery;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import throughline.notification.message.Composer;

/**
 * What one would write without a ledger: connections that are kept, one mail after the other built and sent with Angus. The same
 * text and HTML for everybody, rendered once; so it does less than the system it is compared with.
 *
 * <p>Angus looks through the class path for its encoders each time it encodes anything, unless a system property names them. The
 * composer sets it for the whole process; who writes plain Angus has not, so it is taken away while that sends.
 */
final class PlainAngus {
    private static final String ENCODERS = "jakarta.mail.util.StreamProvider";

    private final String text;
    private final String html;

    PlainAngus() {
        try {
            var mail = new Composer(SendingRun.practice())
                    .compose(SendingRun.letter(0))
                    .mail();
            var parts = (MimeMultipart) mail.getContent();
            text = String.valueOf(parts.getBodyPart(0).getContent());
            html = String.valueOf(parts.getBodyPart(1).getContent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Angus comes. */
    void send(int port, int connections, int mails) throws InterruptedException {
        var encoders = Objects.requireNonNull(System.clearProperty(ENCODERS));
        try {
            sendTuned(port, connections, mails);
        } finally {
            System.setProperty(ENCODERS, encoders);
        }
    }

    /** With the composer's encoders. */
    void sendTuned(int port, int connections, int mails) throws InterruptedException {
        var next = new AtomicInteger();
        var done = new CountDownLatch(connections);
        for (int i = 0; i < connections; i++) {
            Thread.ofVirtual().start(() -> {
                var session = Session.getInstance(new Properties());
                try (var transport = session.getTransport("smtp")) {
                    transport.connect("127.0.0.1", port, null, null);
                    for (int n = next.getAndIncrement(); n < mails; n = next.getAndIncrement()) {
                        var mail = mail(session, n);
                        transport.sendMessage(mail, mail.getAllRecipients());
                    }
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
    }

    private MimeMessage mail(Session session, int number) throws MessagingException {
        var mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("mira@practice.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(SendingRun.to(number)));
        mail.setSubject("New: What the shoulders carry", "UTF-8");
        mail.setSentDate(new Date());
        mail.setHeader("List-Unsubscribe", "<https://practice.example/u/" + "%064x".formatted(number) + ">");
        mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        var parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(text, "plain"));
        parts.addBodyPart(part(html, "html"));
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }
}
