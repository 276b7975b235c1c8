package throughline.notification.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Text and HTML as they are the same for every reader of an article, encoded once, with slots for the reader's own two links.
 * Each slot stands alone between soft line breaks, so what is put in cannot make a line too long (RFC 2045 section 6.7). Building
 * and encoding the parts anew for each reader is the largest single cost of a mail.
 */
final class SharedBody {
    /** What is rendered in the place of the links; characters that no template can contain. */
    static final String STOP = "\uE001";

    static final String PREFERENCES = "\uE002";

    private static final byte[] SOFT_BREAK = ascii("=\r\n");
    private static final byte[] TEXT = ascii(head("text/plain"));
    private static final byte[] HTML = ascii(head("text/html"));

    private final List<Piece> text;
    private final List<Piece> html;

    private SharedBody(List<Piece> text, List<Piece> html) {
        this.text = text;
        this.html = html;
    }

    /** Encoded bytes, and the slot that follows them; 0 after the last. */
    private static final class Piece {
        private final byte[] encoded;
        private final char slot;

        private Piece(byte[] encoded, char slot) {
            this.encoded = encoded;
            this.slot = slot;
        }
    }

    /**
     * @param preferences whether there is a link to the preference page
     * @return empty if a value brought one of the slots' characters along
     */
    static Optional<SharedBody> of(String text, String html, boolean preferences) {
        return hasItsSlots(text, preferences) && hasItsSlots(html, preferences)
                ? Optional.of(new SharedBody(pieces(text), pieces(html)))
                : Optional.empty();
    }

    private static boolean hasItsSlots(String rendered, boolean preferences) {
        return count(rendered, STOP) == 1 && count(rendered, PREFERENCES) == (preferences ? 1 : 0);
    }

    private static long count(String rendered, String slot) {
        return rendered.chars().filter(c -> c == slot.charAt(0)).count();
    }

    private static List<Piece> pieces(String rendered) {
        var pieces = new ArrayList<Piece>();
        int from = 0;
        for (int i = 0; i < rendered.length(); i++) {
            char c = rendered.charAt(i);
            if (c == STOP.charAt(0) || c == PREFERENCES.charAt(0)) {
                pieces.add(new Piece(encoded(rendered.substring(from, i)), c));
                from = i + 1;
            }
        }
        pieces.add(new Piece(encoded(rendered.substring(from)), (char) 0));
        return pieces;
    }

    /** The body of a multipart/alternative for one reader. */
    byte[] fill(String boundary, String stop, @Nullable String preferences) {
        var separator = ascii("--" + boundary);
        var out = new ByteArrayOutputStream(8_192);
        out.writeBytes(separator);
        out.writeBytes(TEXT);
        write(out, text, stop, preferences);
        out.writeBytes(ascii("\r\n"));
        out.writeBytes(separator);
        out.writeBytes(HTML);
        write(
                out,
                html,
                HtmlUtils.htmlEscape(stop, "UTF-8"),
                preferences == null ? null : HtmlUtils.htmlEscape(preferences, "UTF-8"));
        out.writeBytes(ascii("\r\n"));
        out.writeBytes(separator);
        out.writeBytes(ascii("--\r\n"));
        return out.toByteArray();
    }

    private static void write(
            ByteArrayOutputStream out, List<Piece> pieces, String stop, @Nullable String preferences) {
        for (var piece : pieces) {
            out.writeBytes(piece.encoded);
            if (piece.slot != 0) {
                var value = piece.slot == STOP.charAt(0) ? stop : String.valueOf(preferences);
                out.writeBytes(SOFT_BREAK);
                out.writeBytes(encoded(value));
                out.writeBytes(SOFT_BREAK);
            }
        }
    }

    private static byte[] encoded(String part) {
        var bytes = new ByteArrayOutputStream(part.length() + 64);
        try (var encoder = MimeUtility.encode(bytes, "quoted-printable")) {
            encoder.write(part.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException("every mail library knows quoted-printable", e);
        }
        return bytes.toByteArray();
    }

    private static String head(String type) {
        return "\r\nContent-Type: " + type + "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
