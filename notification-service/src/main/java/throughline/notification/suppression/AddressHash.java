package throughline.notification.suppression;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import throughline.notification.message.MailAddress;
import throughline.web.link.LinkKey;

/**
 * Recognises an address without keeping it: HMAC-SHA-256 of its normal form (domain in A-labels, all in small letters, NFC),
 * under a key derived from the installation's, cut to 144 bits.
 */
@Component
public class AddressHash {

    private static final int BYTES = 18;

    private final SecretKeySpec key;

    AddressHash(LinkKey key) {
        this.key = new SecretKeySpec(key.derive("addresses"), "HmacSHA256");
    }

    /** The same for every way of writing the same address; 24 URL-safe characters. */
    public String of(String email) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(normal(email).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    private static String normal(String email) {
        String plain = Normalizer.normalize(email.strip(), Normalizer.Form.NFC);
        try {
            return MailAddress.of(plain).toString().toLowerCase(Locale.ROOT);
        } catch (MailAddress.Unusable e) {
            return plain.toLowerCase(Locale.ROOT); // nobody can be reached there, but it is still the same address
        }
    }
}
