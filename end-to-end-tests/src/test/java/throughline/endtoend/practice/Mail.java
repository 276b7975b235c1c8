package throughline.endtoend.practice;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A mail as the receiving server has it.
 *
 * @param n number in the mailbox, from 1, the oldest first
 * @param to addresses of the envelope
 */
public record Mail(int n, List<String> to, String subject, String messageId, String source) {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\")]+");

    /** The first header of that name, unfolded. */
    public Optional<String> header(String name) {
        try {
            return Optional.ofNullable(message().getHeader(name, null))
                    .map(value -> value.replaceAll("\\r?\\n[ \\t]+", " "));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plain text part. */
    public String text() {
        return part("text/plain").orElse("");
    }

    /** The first part of that type, decoded. */
    public Optional<String> part(String type) {
        try {
            return find(message(), type);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The media type of the first part of that type with its parameters; empty if there is none. */
    public String typeOf(String type) {
        return Pattern.compile("(?im)^content-type: *(" + Pattern.quote(type) + "[^\\r\\n]*(\\r?\\n[ \\t][^\\r\\n]*)*)")
                .matcher(source)
                .results()
                .map(found -> found.group(1).replaceAll("\\s+", " "))
                .findFirst()
                .orElse("");
    }

    /** The first link in the text whose address contains that. */
    public String link(String containing) {
        return LINK.matcher(text())
                .results()
                .map(java.util.regex.MatchResult::group)
                .filter(link -> link.contains(containing))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link with " + containing + " in:\n" + text()));
    }

    private MimeMessage message() throws MessagingException {
        return new MimeMessage(
                jakarta.mail.Session.getInstance(new Properties()),
                new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<String> find(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            try (InputStream in = part.getInputStream()) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = find(parts.getBodyPart(i), type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
