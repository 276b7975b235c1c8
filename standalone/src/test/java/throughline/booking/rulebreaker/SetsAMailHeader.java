package throughline.booking.rulebreaker;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/** A header past the one writer that refuses line breaks. */
class SetsAMailHeader {
    void subject(MimeMessage message) throws MessagingException {
        message.setHeader("Subject", "anything");
    }
}
