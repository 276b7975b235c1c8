package throughline.notification.transport;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the relay, opened when first needed and kept between mails. For one thread at a time.
 *
 * <p>A kept connection that the relay has closed meanwhile is replaced and the mail tried again at once, because then it
 * surely was not taken over.
 */
public final class SmtpConnection implements MailLine {
    /** Angus logs under its subclass' package, and what it says there names addresses. Kept, or it could be collected. */
    private static final java.util.logging.Logger ANGUS =
            java.util.logging.Logger.getLogger(SmtpConnection.class.getPackageName());

    static {
        ANGUS.setLevel(Level.OFF);
    }

    private final SmtpSettings settings;
    private final Session session;
    private final KeptSocket kept;
    private @Nullable PhasedTransport transport;

    public SmtpConnection(SmtpSettings settings) {
        this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SmtpConnection(SmtpSettings settings, SSLSocketFactory trusting) {
        this.settings = settings;
        this.kept = new KeptSocket(settings.tlsFromTheStart() ? trusting : null);
        this.session = Session.getInstance(properties(settings, trusting));
    }

    private Properties properties(SmtpSettings smtp, SSLSocketFactory trusting) {
        var properties = new Properties();
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(smtp.connectTimeout().toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(smtp.replyTimeout().toMillis()));
        properties.put(
                "mail.smtp.writetimeout", Long.toString(smtp.replyTimeout().toMillis()));
        properties.put("mail.smtp.localhost", OwnName.VALUE);
        properties.put("mail.smtp.socketFactory", kept);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.auth", Boolean.toString(smtp.signsIn()));
        properties.put("mail.smtp.quitwait", "false");
        // commands may carry an address in UTF-8; whether one does is decided per mail
        properties.put("mail.mime.allowutf8", "true");
        if (smtp.tls() == SmtpSettings.Tls.REQUIRED && !smtp.tlsFromTheStart()) {
            properties.put("mail.smtp.ssl.socketFactory", trusting);
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        return properties;
    }

    @Override
    public Outcome send(MimeMessage mail, String to, Fence fence) {
        boolean fresh = transport == null;
        var outcome = trySending(mail, to, fence);
        boolean goneWhileIdle = outcome instanceof Outcome.Deferred(Reply reply, String reason)
                && reply.phase() == Phase.MAIL
                && reason.equals("connection");
        return goneWhileIdle && !fresh ? trySending(mail, to, fence) : outcome;
    }

    private Outcome trySending(MimeMessage mail, String to, Fence fence) {
        var connected = transport;
        if (connected == null) {
            connected = new PhasedTransport(session, settings, kept);
            try {
                connected.open();
            } catch (MessagingException _) {
                connected.drop();
                return Outcome.of(connected.reply());
            }
            transport = connected;
        }
        boolean utf8 = !to.chars().allMatch(c -> c < 128);
        if (utf8 && !connected.takesUtf8Addresses()) {
            return new Outcome.Rejected(new Reply(Phase.CONNECT, 0, ""), "unsupported_address");
        }
        return converse(connected, mail, recipient(to), utf8, fence);
    }

    private Outcome converse(PhasedTransport connected, MimeMessage mail, Address to, boolean utf8, Fence fence) {
        connected.begin(utf8, fence);
        boolean withheld = false;
        try {
            connected.sendMessage(mail, new Address[] {to});
        } catch (MessagingException e) {
            withheld = e.getNextException() instanceof Fence.Closed;
        } catch (RuntimeException e) {
            // a mail that cannot be written; the connection is somewhere inside its body
            discard();
            throw e;
        }
        var reply = connected.reply();
        if (withheld) {
            discard();
            return new Outcome.Withheld(reply);
        }
        var outcome = Outcome.of(reply);
        boolean outOfStep = outcome instanceof Outcome.Deferred(Reply _, String reason) && reason.equals("out_of_step");
        if (connected.mustDrop() || outOfStep) {
            discard();
        }
        return outcome;
    }

    /** Connects, with encryption and sign-in as configured, and sends nothing; says what was wrong, or nothing. */
    public Optional<String> reach() {
        var probe = new PhasedTransport(session, settings, kept);
        try {
            probe.open();
            return Optional.empty();
        } catch (MessagingException e) {
            var code = probe.reply().code();
            var cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(
                    code > 0 ? "it answers " + code : cause.getClass().getSimpleName());
        } finally {
            probe.drop();
        }
    }

    private static InternetAddress recipient(String address) {
        var recipient = new InternetAddress();
        recipient.setAddress(address);
        return recipient;
    }

    private void discard() {
        var connected = transport;
        transport = null;
        if (connected != null) {
            connected.drop();
        }
    }

    public boolean isOpen() {
        return transport != null;
    }

    /** Says goodbye, if there is anybody. */
    @Override
    public void close() {
        var connected = transport;
        transport = null;
        if (connected != null) {
            try {
                connected.close();
            } catch (MessagingException _) {
                connected.drop();
            }
        }
    }
}
