package throughline.launcher.sink;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** The header block of a mail, unfolded; enough to list it. */
record MailHeaders(String unfolded) {

    private static final Pattern FOLD = Pattern.compile("\r\n(?=[ \t])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(=\\?[^?\\s]+\\?[BbQq]\\?[^?\\s]*\\?=)\\s+(?==\\?)");
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?*\\s]+)[^?\\s]*\\?([BbQq])\\?([^?\\s]*)\\?=");

    static MailHeaders of(byte[] source) {
        var text = new String(source, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        return new MailHeaders(
                FOLD.matcher(end < 0 ? text : text.substring(0, end)).replaceAll(""));
    }

    /** The first field of that name, as it stands; empty if there is none. */
    String raw(String name) {
        return unfolded.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }

    /** The same with the encoded words of RFC 2047 made readable. */
    String decoded(String name) {
        var joined = BETWEEN_WORDS.matcher(raw(name)).replaceAll("$1");
        return ENCODED_WORD
                .matcher(joined)
                .replaceAll(word -> java.util.regex.Matcher.quoteReplacement(
                        decode(word.group(1), word.group(2), word.group(3), word.group())));
    }

    private static String decode(String charset, String encoding, String text, String asItStands) {
        try {
            var bytes = encoding.equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : quoted(text);
            return new String(bytes, Charset.forName(charset));
        } catch (IllegalArgumentException unknownCharsetOrBadBase64) {
            return asItStands;
        }
    }

    private static byte[] quoted(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && i + 2 < text.length()) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c == '_' ? ' ' : c);
            }
        }
        return bytes.toByteArray();
    }
}
