package throughline.notification.message;

import com.ibm.icu.text.IDNA;
import java.util.Locale;

/**
 * An e-mail address as it goes on the wire: the domain in A-labels (UTS 46, non-transitional, so that {@code straße} stays
 * itself), the part before the at-sign as its owner writes it.
 */
public record MailAddress(String local, String domain) {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);

    /** An address nobody could deliver to. */
    public static final class Unusable extends IllegalArgumentException {
        Unusable(String why) {
            super(why);
        }
    }

    /** @throws Unusable if it is no address; the message does not repeat it */
    public static MailAddress of(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1 || address.length() > 254) {
            throw new Unusable("not an e-mail address");
        }
        var local = address.substring(0, at);
        if (local.length() > 64 || !local.codePoints().allMatch(MailAddress::isAtom) || !dotsSeparate(local)) {
            throw new Unusable("nothing that can stand before an at-sign");
        }
        var info = new IDNA.Info();
        var domain = new StringBuilder();
        UTS46.nameToASCII(address.substring(at + 1), domain, info);
        if (info.hasErrors()) {
            throw new Unusable("not a domain name: " + info.getErrors());
        }
        return new MailAddress(local, domain.toString().toLowerCase(Locale.ROOT));
    }

    /** RFC 5322 atext, and everything beyond ASCII (RFC 6532) that is neither space nor control. */
    private static boolean isAtom(int c) {
        return c < 128
                ? Character.isLetterOrDigit(c) || ".!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0
                : !Character.isWhitespace(c)
                        && !Character.isISOControl(c)
                        && !Character.isSpaceChar(c)
                        && Character.isDefined(c);
    }

    private static boolean dotsSeparate(String local) {
        return !local.startsWith(".") && !local.endsWith(".") && !local.contains("..");
    }

    /** Whether a relay needs SMTPUTF8 for it (RFC 6531). */
    public boolean needsUtf8() {
        return !local.chars().allMatch(c -> c < 128);
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
