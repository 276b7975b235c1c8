package throughline.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The parts of a mail a person reads: the first of each kind. */
record MailParts(
        @Nullable String text,
        @Nullable String html,
        @Nullable String calendar) {

    static MailParts of(byte[] source) {
        try {
            var properties = new Properties();
            properties.put("mail.mime.allowutf8", "true");
            var mail = new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(source));
            return new MailParts(find(mail, "text/plain"), find(mail, "text/html"), find(mail, "text/calendar"));
        } catch (MessagingException | IOException e) {
            return new MailParts("This mail cannot be taken apart; its source can be read.", null, null);
        }
    }

    private static @Nullable String find(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent() instanceof String text
                    ? text
                    : new String(part.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = find(parts.getBodyPart(i), type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
