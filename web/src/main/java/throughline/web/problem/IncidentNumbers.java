package throughline.web.problem;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Short numbers that a person can read out, {@code 7F3-2C1}; they stand in the log beside the failure. */
@Component
public class IncidentNumbers {

    private final SecureRandom random = new SecureRandom();

    public String next() {
        byte[] bytes = new byte[3];
        random.nextBytes(bytes);
        String hex = HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
        return hex.substring(0, 3) + "-" + hex.substring(3);
    }
}
