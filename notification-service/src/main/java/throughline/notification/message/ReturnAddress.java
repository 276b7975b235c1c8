package throughline.notification.message;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.web.link.LinkKey;

/**
 * The envelope sender, to which a mail comes back: {@code bounces+<delivery>.<mac>@practice.example} where such an address is
 * configured, so that a bounce names its mail however badly it is written. The MAC keeps others from inventing bounces.
 */
@Component
public class ReturnAddress {
    private static final int MAC_BYTES = 8;
    private static final Pattern TOKEN = Pattern.compile("\\+([0-9a-f]{32})\\.([0-9a-f]{16})@");

    private final String configured;
    private final SecretKeySpec key;

    /** @param configured an address whose server takes {@code name+anything}; empty to use the sender's own */
    @Autowired
    public ReturnAddress(@Value("${throughline.notification.inbound.bounces-to:}") String configured, LinkKey key) {
        this(configured, key.derive("bounces"));
    }

    ReturnAddress(String configured, byte[] secret) {
        this.configured = configured.strip();
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** None is configured: mails come back to the sender. */
    public static ReturnAddress none() {
        return new ReturnAddress("", new byte[] {1});
    }

    /** The envelope sender of a mail, or empty for the sender's own address. */
    Optional<String> of(String deliveryId) {
        int at = configured.lastIndexOf('@');
        return at < 1 || !deliveryId.matches("[0-9a-f]{32}")
                ? Optional.empty()
                : Optional.of(configured.substring(0, at) + "+" + deliveryId + "." + mac(deliveryId)
                        + configured.substring(at));
    }

    /** The delivery named by an address something came back to, if it is one of ours. */
    public Optional<String> in(String address) {
        var found = TOKEN.matcher(address.toLowerCase(java.util.Locale.ROOT));
        return found.find()
                        && MessageDigest.isEqual(
                                mac(found.group(1)).getBytes(StandardCharsets.US_ASCII),
                                found.group(2).getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(found.group(1))
                : Optional.empty();
    }

    private String mac(String deliveryId) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(deliveryId.getBytes(StandardCharsets.US_ASCII)), 0, MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
