package throughline.booking.client;

import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as it was given, and the form by which two addresses are the same: the domain as A-labels (UTS 46,
 * non-transitional, so that {@code straße} stays itself), everything compared without case.
 *
 * @param given as typed, without surrounding blanks
 * @param key local part in lower case, {@code @}, domain as A-labels in lower case
 */
public record EmailAddress(String given, String key) {

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ);

    /** Atoms with dots between them, RFC 5322 3.2.3 and RFC 6532 for what is beyond ASCII. */
    private static final Pattern LOCAL = Pattern.compile(
            "[^\\s.@\"(),:;<>\\[\\]\\\\\\p{C}\\p{Z}]+" + "(\\.[^\\s.@\"(),:;<>\\[\\]\\\\\\p{C}\\p{Z}]+)*");

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST = 254;

    /** Empty for what cannot be an address on the internet: no or two signs, no ending, quotes, literals, too long. */
    public static Optional<EmailAddress> of(String text) {
        String given = text.strip();
        int at = given.lastIndexOf('@');
        if (at < 1 || given.length() > LONGEST) {
            return Optional.empty();
        }
        String local = given.substring(0, at);
        if (!LOCAL.matcher(local).matches() || octets(local) > LONGEST_LOCAL) {
            return Optional.empty();
        }
        return asciiDomain(given.substring(at + 1))
                .map(domain -> new EmailAddress(
                        given,
                        Normalizer.normalize(local, Normalizer.Form.NFC).toLowerCase(Locale.ROOT) + "@" + domain));
    }

    private static Optional<String> asciiDomain(String domain) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder();
        UTS46.nameToASCII(domain, ascii, info);
        String name = ascii.toString().toLowerCase(Locale.ROOT);
        boolean labels = name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
        boolean ending = !name.matches(".*\\.[0-9]+");
        return info.hasErrors() || !labels || !ending || name.length() > LONGEST_DOMAIN || name.length() < 4
                ? Optional.empty()
                : Optional.of(name);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
