package throughline.web.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tokens for links that need no sign-in: {@code base64url(subject) . base64url(end) . base64url(HMAC-SHA-256)}, the last over
 * purpose, subject and end. A token for one purpose is worth nothing for another. Compared in constant time; the end is
 * judged by practice time.
 */
@Component
public class SignedLinks {

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder BYTES = Base64.getUrlDecoder();
    private static final int LONGEST = 600;

    private final LinkKey key;
    private final Clock clock;

    SignedLinks(LinkKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** What a genuine, current token is about. */
    public record Verified(String subject, @Nullable Instant expiresAt) {}

    /** @param expiresAt when the link ends, to the second; null for a link without an end */
    public String sign(String purpose, String subject, @Nullable Instant expiresAt) {
        byte[] about = subject.getBytes(StandardCharsets.UTF_8);
        long end = expiresAt == null ? 0 : expiresAt.getEpochSecond();
        return TEXT.encodeToString(about) + "." + Long.toString(end, 36) + "."
                + TEXT.encodeToString(mac(purpose, about, end));
    }

    /** Empty for a forged, damaged or ended token, and for one of another purpose. */
    public Optional<Verified> verify(String purpose, String token) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] about = BYTES.decode(parts[0]);
            long end = Long.parseLong(parts[1], 36);
            boolean genuine = MessageDigest.isEqual(mac(purpose, about, end), BYTES.decode(parts[2]));
            @Nullable Instant expiresAt = end == 0 ? null : Instant.ofEpochSecond(end);
            boolean over = expiresAt != null && !clock.instant().isBefore(expiresAt);
            return genuine && !over
                    ? Optional.of(new Verified(new String(about, StandardCharsets.UTF_8), expiresAt))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] mac(String purpose, byte[] subject, long end) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
            byte[] label = purpose.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(4 + label.length)
                    .putInt(label.length)
                    .put(label)
                    .array());
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(end).array());
            return mac.doFinal(subject);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
