package throughline.content.markdown;

/**
 * A text as people see it.
 *
 * @param html sanitised, without a page around it
 * @param words tokens between white space that hold a letter or a digit; markup does not count
 * @param excerpt the beginning of the first paragraph, plain, at most 200 characters; empty if there is none
 */
public record Rendered(String html, int words, String excerpt) {

    private static final int WORDS_PER_MINUTE = 238;

    /** How long it takes to read, rounded up, at least 1. */
    public int readingMinutes() {
        return readingMinutes(words);
    }

    /** Minutes for this many words at 238 a minute (Brysbaert 2019), rounded up, at least 1. */
    public static int readingMinutes(int words) {
        return Math.max(1, Math.ceilDiv(words, WORDS_PER_MINUTE));
    }
}
