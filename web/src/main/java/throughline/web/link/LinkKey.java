package throughline.web.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.service.ConfigurationRefused;
import throughline.service.PracticeSettings;

/**
 * The key that signs links: {@code THROUGHLINE_LINK_KEY} (at least 32 characters), else {@code keys/links} in the home, which
 * is made at the first start and readable by its owner only. All processes of one installation must have the same.
 */
@Component
public class LinkKey {

    private final byte[] bytes;

    LinkKey(@Value("${throughline.link-key:}") String given, PracticeSettings practice) {
        if (!given.isEmpty() && given.length() < 32) {
            throw new ConfigurationRefused("THROUGHLINE_LINK_KEY has " + given.length()
                    + " characters; it signs every link in mails and needs at least 32.");
        }
        this.bytes = digest(
                given.isEmpty() ? fromFile(practice.home().resolve("keys").resolve("links")) : given);
    }

    byte[] bytes() {
        return bytes;
    }

    /** A key of another use, derived from this one: addresses that must be recognised but not kept, for example. */
    public byte[] derive(String use) {
        return digest(use + ":" + Base64.getEncoder().encodeToString(bytes));
    }

    private static String fromFile(Path file) {
        try {
            Files.createDirectories(file.getParent());
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            Path draft = Files.createTempFile(
                    file.getParent(),
                    "links",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, Base64.getEncoder().encodeToString(fresh));
            try {
                Files.createLink(file, draft); // several processes may start at once: the first one wins
            } catch (FileAlreadyExistsException e) {
                // the key that is there is the key
            } finally {
                Files.delete(draft);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the key for links cannot be kept in " + file, e);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.strip().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
