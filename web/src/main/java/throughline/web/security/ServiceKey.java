package throughline.web.security;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import throughline.service.ConfigurationRefused;

/**
 * By what the processes of one installation know each other: {@code THROUGHLINE_SERVICE_KEY}, or, in a process that holds all
 * services, a random one of its own.
 */
@Component
public class ServiceKey {

    /** The request header that carries it. */
    public static final String HEADER = "X-Throughline-Service-Key";

    private final String key;

    ServiceKey(@Value("${throughline.service-key:}") String given) {
        if (!given.isEmpty() && given.length() < 32) {
            throw new ConfigurationRefused("THROUGHLINE_SERVICE_KEY has " + given.length()
                    + " characters; the services trust each other by it and it needs at least 32.");
        }
        this.key = given.isEmpty() ? random() : given;
    }

    public String value() {
        return key;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
