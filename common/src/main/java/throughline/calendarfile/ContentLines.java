package throughline.calendarfile;

/**
 * The content lines of a calendar file (RFC 5545 3.1): at most 75 octets of UTF-8 each, the line break not counted; a longer one
 * goes on in the next line after a blank. A code point is never split, as folding by characters or by bytes alone would do.
 */
public final class ContentLines {

    private static final int MOST = 75;
    private static final String BREAK = "\r\n";

    private ContentLines() {}

    /** @param calendar with lines of any length, ended by CR LF or LF */
    public static String folded(String calendar) {
        StringBuilder folded = new StringBuilder(calendar.length() + calendar.length() / MOST * 3);
        for (String line : calendar.split("\r?\n", -1)) {
            if (!line.isEmpty()) {
                fold(line, folded);
                folded.append(BREAK);
            }
        }
        return folded.toString();
    }

    private static void fold(String line, StringBuilder folded) {
        int octets = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            int codePoint = line.codePointAt(i);
            int more = octetsOf(codePoint);
            if (octets + more > MOST) {
                folded.append(BREAK).append(' ');
                octets = 1;
            }
            folded.appendCodePoint(codePoint);
            octets += more;
        }
    }

    private static int octetsOf(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** Text for one line of an entry: control characters and line breaks of every kind become a blank. */
    public static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    }
}
