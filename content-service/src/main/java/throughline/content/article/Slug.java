package throughline.content.article;

import java.text.Normalizer;
import java.util.Locale;

/** The last part of an article's address: lower-case letters a to z, digits, single hyphens between them, at most 80 characters. */
final class Slug {

    private static final int LONGEST = 80;
    private static final String NAMELESS = "article";

    private Slug() {}

    static boolean wellFormed(String slug) {
        return slug.length() <= LONGEST && slug.matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    /** An address made of a title; {@code article} if nothing of it can be written in plain letters. */
    static String of(String title) {
        String plain = Normalizer.normalize(title.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("ø", "o")
                .replace("œ", "oe")
                .replace("ł", "l")
                .replaceAll("\\p{M}+|['’]", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return plain.isEmpty() ? NAMELESS : shortened(plain, LONGEST);
    }

    /** The second, third … choice when the first is taken. */
    static String numbered(String slug, int number) {
        String suffix = "-" + number;
        return shortened(slug, LONGEST - suffix.length()) + suffix;
    }

    private static String shortened(String slug, int most) {
        if (slug.length() <= most) {
            return slug;
        }
        int hyphen = slug.lastIndexOf('-', most);
        return slug.substring(0, hyphen > most / 2 ? hyphen : most).replaceAll("-+$", "");
    }
}
