package throughline.booking.client;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What two records of one person are likely to have in common, written so that equal means alike.
 *
 * @param name its words in alphabetical order, without marks, case, signs and single letters; absent for one word only, which
 *     many people share
 * @param phone its last nine digits, so that it does not matter whether the country was given; absent below seven
 */
record Likeness(@Nullable String name, @Nullable String phone) {

    private static final int FEWEST_DIGITS = 7;
    private static final int COMPARED_DIGITS = 9;

    static Likeness of(String name, @Nullable String phone) {
        return new Likeness(nameOf(name), phoneOf(phone));
    }

    private static @Nullable String nameOf(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
        var words = Arrays.stream(plain.split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> word.codePointCount(0, word.length()) > 1)
                .sorted()
                .collect(Collectors.toList());
        return words.size() < 2 ? null : String.join(" ", words);
    }

    private static @Nullable String phoneOf(@Nullable String phone) {
        String digits = phone == null ? "" : phone.replaceAll("[^0-9]", "");
        return digits.length() < FEWEST_DIGITS
                ? null
                : digits.substring(Math.max(0, digits.length() - COMPARED_DIGITS));
    }
}
