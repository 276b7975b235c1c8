package throughline.booking.request;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;
import throughline.web.link.LinkKey;
import tools.jackson.databind.json.JsonMapper;

/**
 * What makes a repeated request the same: the call's id follows from practitioner and idempotency key, and a keyed hash of the
 * request tells a repetition from another request. Keyed, because what people write about their health can be guessed.
 */
@Component
public class Fingerprints {

    private final byte[] key;
    private final JsonMapper json;

    Fingerprints(LinkKey linkKey, JsonMapper json) {
        this.key = linkKey.derive("booking.requests");
        this.json = json;
    }

    /** Without a key every request is one of its own. */
    public CallId callId(PractitionerId practitioner, @Nullable String idempotencyKey) {
        String seed = idempotencyKey == null
                ? UuidCreator.getRandomBased().toString()
                : practitioner.value() + "\n" + idempotencyKey;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return new CallId("c_" + HexFormat.of().formatHex(hash, 0, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    String of(BookingForm form) {
        BookingForm inOrder = new BookingForm(
                form.callType(),
                form.start(),
                form.end(),
                form.zone(),
                form.name(),
                form.email(),
                form.phone(),
                form.answers() == null ? null : new TreeMap<>(form.answers()),
                null, // how the time was kept meanwhile makes no other request
                form.source(),
                form.note(),
                form.followUp());
        return hash(inOrder);
    }

    /** The same of anything else that is sent in; whatever has no order of its own must have been given one. */
    public String hash(Object request) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(json.writeValueAsBytes(request)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
