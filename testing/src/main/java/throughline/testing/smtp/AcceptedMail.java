package throughline.testing.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One mail the server has taken responsibility for.
 *
 * @param from envelope sender
 * @param to envelope recipients
 * @param source headers and body as received, dots unstuffed, lines ended by CRLF
 * @param at machine time at which its end had arrived
 */
public record AcceptedMail(String from, List<String> to, String source, Instant at) {

    /** The first header of that name, unfolded. */
    public Optional<String> header(String name) {
        var prefix = name.toLowerCase(java.util.Locale.ROOT) + ":";
        var head = source.substring(0, Math.max(0, source.indexOf("\r\n\r\n"))).replaceAll("\r\n[ \t]+", " ");
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    /** The source with quoted-printable undone, good enough to look for a sentence in it. */
    public String readable() {
        var joined = source.replace("=\r\n", "");
        var out = new java.io.ByteArrayOutputStream(joined.length());
        var bytes = joined.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '=' && i + 2 < bytes.length && hex(bytes[i + 1]) && hex(bytes[i + 2])) {
                out.write(Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean hex(byte b) {
        return Character.digit(b, 16) >= 0;
    }
}
