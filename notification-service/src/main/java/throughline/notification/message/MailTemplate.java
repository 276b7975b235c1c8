package throughline.notification.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a mail says, before it is filled for one person.
 *
 * @param subject one line; may have variables, never names a condition
 * @param markdown the body
 * @param footer why the reader gets this mail, below the sheet; may have variables, may be empty
 */
public record MailTemplate(String subject, String markdown, String footer) {

    public MailTemplate(String subject, String markdown) {
        this(subject, markdown, "");
    }

    /** Equal for equal templates; under it the ledger keeps one copy for all its mails. */
    public String id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new String[] {subject, markdown, footer}) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
