package throughline.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** Whatever is said to people stands in the bundle. */
class SentencesTests {

    private static final Pattern KEY = Pattern.compile("\"(booking\\.problem\\.[A-Za-z0-9]+)\"");
    private static final Pattern WORDED = Pattern.compile(
            "(?:Problem\\s*\\.of|unprocessable|\\bbad)\\((?:[^()\";]|\\([^()]*\\)|\"[^\" ]*\")*\"[^\"]* [^\"]*\"");

    @AfterEach
    void nobodysLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void everyRefusalHasItsSentence() throws IOException {
        List<String> keys = KEY.matcher(allCode())
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();

        assertThat(keys)
                .hasSizeGreaterThan(40)
                .allSatisfy(key ->
                        assertThat(Sentences.of(key, "one", "two")).isNotBlank().doesNotContain("{"));
    }

    @Test
    void noRefusalIsWordedInCode() throws IOException {
        assertThat(WORDED.matcher(allCode()).results().map(MatchResult::group)).isEmpty();
        assertThat(WORDED.matcher("Inputs.unprocessable(\"BAD\", \"field\", \"Not like this.\")")
                        .find())
                .isTrue();
    }

    @Test
    void numbersAreShownAsTheyAreWrittenAndALanguageWithoutABundleReadsEnglish() {
        LocaleContextHolder.setLocale(Locale.GERMANY);

        assertThat(Sentences.of("booking.problem.atMost", 2_000)).isEqualTo("At most 2000 characters.");
        assertThat(Sentences.of("booking.problem.malformed", "start")).isEqualTo("'start' cannot be read.");
    }

    private static String allCode() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
