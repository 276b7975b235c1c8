package throughline.notification.inbound;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was read of a mail, all of it cut to size.
 *
 * @param headers the first of each name, names in small letters, values unfolded
 * @param reportType of a {@code multipart/report}, else empty
 * @param report fields of the machine-readable part, names in small letters
 * @param original headers of the mail it reports on, names in small letters
 * @param text the first readable text
 */
record ReadMail(
        Map<String, String> headers,
        String reportType,
        Map<String, String> report,
        Map<String, String> original,
        String text,
        List<String> recipients) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String lower(String name) {
        return header(name).toLowerCase(Locale.ROOT);
    }
}
