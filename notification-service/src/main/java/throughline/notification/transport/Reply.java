package throughline.notification.transport;

import java.util.regex.Pattern;

/**
 * What decided about a mail.
 *
 * @param phase how far it came
 * @param code three digits (RFC 5321 section 4.2); -1 when the connection ended instead, 0 when reading failed
 * @param status enhanced status code (RFC 3463) such as {@code 5.1.1}, or empty
 */
public record Reply(Phase phase, int code, String status) {
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    static Reply of(Phase phase, int code, String line) {
        var found = ENHANCED.matcher(line);
        return new Reply(phase, code, found.find() ? found.group(1) : "");
    }

    boolean isTransient() {
        return code >= 400 && code < 500;
    }

    boolean isPermanent() {
        return code >= 500 && code < 600;
    }

    static boolean success(int code) {
        return code >= 200 && code < 300;
    }
}
