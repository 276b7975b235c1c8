package throughline.content.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManuscriptTests {

    private static final ArticleSettings DEFAULTS = new ArticleSettings("The practice", "en");

    @Test
    void whatIsLeftOutTakesItsDefaultInANewArticle() {
        Manuscript manuscript = check(submission("Title", "text", null, null), null);

        assertThat(manuscript.author()).isEqualTo("The practice");
        assertThat(manuscript.language()).isEqualTo("en");
        assertThat(manuscript.summary()).isNull();
        assertThat(manuscript.slug()).isNull();
    }

    @Test
    void whatIsLeftOutStaysAsItWasInALaterSave() {
        Version before = new Version(
                1,
                "Old",
                "A summary",
                "",
                "de",
                "Mira",
                List.of("rest"),
                3,
                "h",
                Instant.parse("2026-12-01T20:00:00Z"));

        Manuscript manuscript = check(submission("Title", "text", null, null), before);

        assertThat(manuscript.summary()).isEqualTo("A summary");
        assertThat(manuscript.author()).isEqualTo("Mira");
        assertThat(manuscript.language()).isEqualTo("de");
        assertThat(manuscript.tags()).containsExactly("rest");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        Set<Fault> faults = faults(
                new Submission(" ", "x".repeat(501), null, "not a language", "Not A Slug", "a\r\nb", List.of("a,b")));

        assertThat(faults)
                .containsExactly(
                        Fault.TITLE_MISSING,
                        Fault.SUMMARY_TOO_LONG,
                        Fault.MARKDOWN_MISSING,
                        Fault.BAD_LANGUAGE,
                        Fault.BAD_SLUG,
                        Fault.BAD_AUTHOR,
                        Fault.BAD_TAGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@example.com", "a\nb", "a\u0000b", "a\u0085b"})
    void aTitleIsOneLine(String title) {
        assertThat(faults(submission(title, "text", null, null))).containsExactly(Fault.BAD_TITLE);
    }

    @Test
    void aTitleHasAtMost200Characters() {
        assertThat(faults(submission("x".repeat(200), "text", null, null))).isEmpty();
        assertThat(faults(submission("x".repeat(201), "text", null, null))).containsExactly(Fault.TITLE_TOO_LONG);
    }

    @Test
    void markdownIsCountedInBytes() {
        assertThat(faults(submission("Title", "ü".repeat(131_072), null, null))).isEmpty();
        assertThat(faults(submission("Title", "ü".repeat(131_073), null, null))).containsExactly(Fault.TOO_LARGE);
    }

    @Test
    void halfASurrogatePairIsNotStored() {
        assertThat(check(submission("a\uD800b", "c\uDC00", null, null), null).title())
                .isEqualTo("a?b");
    }

    @ParameterizedTest
    @CsvSource({"en,en", "pt-br,pt-BR", "zh-Hans,zh-Hans", "DE,de"})
    void languagesAreWrittenInTheirOwnWay(String given, String kept) {
        assertThat(check(submission("Title", "text", given, null), null).language())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"english please", "e", "-", "x-private", "en_US!"})
    void whatIsNoLanguageIsRefused(String given) {
        assertThat(faults(submission("Title", "text", given, null))).containsExactly(Fault.BAD_LANGUAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a b", "-a", "a-", "a--b", "a/b", "ä", "a.b", "../a"})
    void whatIsNoAddressIsRefused(String slug) {
        assertThat(faults(submission("Title", "text", null, slug))).containsExactly(Fault.BAD_SLUG);
    }

    @Test
    void tagsAreStrippedAndEachKeptOnce() {
        Manuscript manuscript = check(
                new Submission("Title", null, "text", null, null, null, Arrays.asList(" rest", "rest ", "", null)),
                null);

        assertThat(manuscript.tags()).containsExactly("rest");
        assertThat(faults(new Submission(
                        "Title", null, "text", null, null, null, Collections.nCopies(1, "x".repeat(41)))))
                .containsExactly(Fault.BAD_TAGS);
    }

    @ParameterizedTest
    @CsvSource({
        "Why rest days matter,why-rest-days-matter",
        "Straße & Füße: don’t!,strasse-fusse-dont",
        "  --a--  ,a",
        "100 % sure?,100-sure",
        "休息日,article",
        "Ærø Łódź,aero-lodz"
    })
    void anAddressIsMadeOfTheTitle(String title, String slug) {
        assertThat(Slug.of(title)).isEqualTo(slug).matches(Slug::wellFormed);
    }

    @Test
    void aLongTitleMakesAnAddressThatEndsWithAWord() {
        String slug = Slug.of("word ".repeat(60));

        assertThat(slug).hasSizeLessThanOrEqualTo(80).endsWith("word").matches(Slug::wellFormed);
        assertThat(Slug.numbered(slug, 12))
                .hasSizeLessThanOrEqualTo(80)
                .endsWith("-12")
                .matches(Slug::wellFormed);
        assertThat(Slug.of("x".repeat(300))).hasSize(80);
    }

    private static Submission submission(
            String title, String markdown, @Nullable String language, @Nullable String slug) {
        return new Submission(title, null, markdown, language, slug, null, null);
    }

    private static Set<Fault> faults(Submission submission) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Manuscript.check(submission, null, DEFAULTS, faults);
        return faults;
    }

    private static Manuscript check(Submission submission, @Nullable Version before) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Manuscript manuscript = Manuscript.check(submission, before, DEFAULTS, faults);
        assertThat(faults).isEmpty();
        return manuscript;
    }
}
