package throughline.notification.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** Mails that are not composed from a template. */
final class TestMails {
    private TestMails() {}

    static MimeMessage small() {
        try {
            var mail = new MimeMessage(Session.getInstance(new Properties()));
            mail.setFrom(new InternetAddress("mira@practice.example"));
            mail.setSubject("Hello");
            mail.setText("A line.\r\n", "us-ascii");
            mail.saveChanges();
            return mail;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
