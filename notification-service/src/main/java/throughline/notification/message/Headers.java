package throughline.notification.message;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The only place that writes a header. A value with a line break or NUL is refused, whatever it came from: the library
 * underneath would let it through, and what follows the break would be a header of somebody else's choice.
 */
final class Headers {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

    private final Part part;

    Headers(Part part) {
        this.part = part;
    }

    /** A header with a value of ours, in ASCII, as it stands. */
    Headers put(String name, String value) throws MessagingException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a header name");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("a line break or NUL in the value of " + name);
        }
        part.setHeader(name, fold(name, value));
        return this;
    }

    /** Words for people: encoded where they are not ASCII (RFC 2047). */
    Headers words(String name, String value) throws MessagingException {
        put(name, value);
        part.setHeader(name, MimeUtility.fold(name.length() + 2, encoded(value, false)));
        return this;
    }

    /** One mailbox; the name is quoted or encoded as needed, and left out when there is none. */
    Headers mailbox(String name, @Nullable String display, MailAddress address) throws MessagingException {
        var mailbox = "<" + address + ">";
        if (display == null || display.isBlank()) {
            return put(name, address.toString());
        }
        put(name, display);
        put(name, phrase(display.strip()) + " " + mailbox);
        return this;
    }

    Headers date(Instant at, ZoneId zone) throws MessagingException {
        return put("Date", DATE.format(at.atZone(zone)));
    }

    private static String phrase(String display) {
        var encoded = encoded(display, true);
        if (!encoded.equals(display) || ATOMS.matcher(display).matches()) {
            return encoded;
        }
        return '"' + display.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * A phrase allows fewer characters than text: in it a comma would begin the next mailbox. The encoder's own line breaks
     * between encoded words are taken out here and put in again by {@link #fold}.
     */
    private static String encoded(String value, boolean inPhrase) {
        try {
            var encoded = inPhrase
                    ? MimeUtility.encodeWord(value, "UTF-8", "Q")
                    : MimeUtility.encodeText(value, "UTF-8", "Q");
            return encoded.replaceAll("\\r?\\n\\s*", " ");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fold(String name, String value) {
        return MimeUtility.fold(name.length() + 2, value);
    }
}
