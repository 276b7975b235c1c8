package throughline.content.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.content.markdown.RenderingRefused.Reason;

@Timeout(60)
class MarkdownTests {

    private final Markdown markdown = new Markdown(new MarkdownSettings(Duration.ofSeconds(10)));

    @AfterEach
    void endThreads() {
        markdown.destroy();
    }

    @Test
    void proseComesOutAsTheAuthorMeantIt() {
        Rendered rendered = markdown.render("""
                A *short* question, [asked](https://example.com/a?b=1&c=2).

                ## Three minutes

                1. Lie **down**.
                2. Sit up ~~fast~~ slowly.

                > Smaller, not braver.

                | a | b |
                |---|--:|
                | 1 | 2 |

                See https://example.com.
                """);

        assertThat(rendered.html())
                .contains("<em>short</em>", "<h2>Three minutes</h2>", "<li>Lie <strong>down</strong>.</li>")
                .contains("<del>fast</del>", "<blockquote>", "<td align=\"right\">2</td>")
                .contains("href=\"https://example.com/a?b&#61;1&amp;c&#61;2\"")
                .contains("<a href=\"https://example.com\"");
    }

    @Test
    void thePagesTitleStaysTheOnlyFirstLevelHeading() {
        assertThat(markdown.render("# One\n\n## Two").html())
                .contains("<h2>One</h2>", "<h3>Two</h3>")
                .doesNotContain("<h1");
        assertThat(markdown.render("## One\n\n### Two").html()).contains("<h2>One</h2>", "<h3>Two</h3>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "[x](javascript:alert(1))",
                "[x](java\tscript:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "<iframe src=\"https://example.com\"></iframe>",
                "<p style=\"position:fixed\" onclick=\"alert(1)\" id=\"main\" class=\"btn\">x</p>",
                "<form action=\"https://example.com\"><input name=a></form>",
                "<svg><script>alert(1)</script></svg>",
                "<style>body{display:none}</style>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "</div></main><base href=\"https://example.com\">",
                "![x](x\" onerror=\"alert(1))"
            })
    void nothingExecutableOrDisguisedGetsThrough(String hostile) {
        String html = markdown.render(hostile).html();

        assertThat(html)
                .doesNotContainPattern(
                        "(?i)<(script|img|iframe|form|input|svg|style|math|base|link|meta|object|/div|/main)")
                .doesNotContainPattern("(?i)href=\"\\s*(javascript|data|vbscript)")
                .doesNotContainPattern("(?i)<[^>]+\\s(on\\w+|style|id|class)=");
    }

    @Test
    void wordsAreCountedWithoutMarkup() {
        Rendered rendered = markdown.render("""
                # Two words

                - one
                - **two** - [three](https://example.com/not-counted)

                | four | five |
                |------|------|
                | six  | —    |
                """);

        assertThat(rendered.words()).isEqualTo(8);
    }

    @Test
    void readingTimeIsRoundedUpFrom238WordsAMinuteAndNeverNothing() {
        assertThat(markdown.render("word ".repeat(238)).readingMinutes()).isEqualTo(1);
        assertThat(markdown.render("word ".repeat(239)).readingMinutes()).isEqualTo(2);
        assertThat(markdown.render("word").readingMinutes()).isEqualTo(1);
        assertThat(markdown.render("").readingMinutes()).isEqualTo(1);
    }

    @Test
    void theExcerptIsTheBeginningOfTheFirstParagraphWithoutMarkup() {
        assertThat(markdown.render("## Heading\n\nA *short*\ntext.\n\nMore.").excerpt())
                .isEqualTo("A short text.");
        assertThat(markdown.render("many words ".repeat(50)).excerpt())
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("…");
        assertThat(markdown.render("- only\n- list").excerpt()).isEqualTo("only");
    }

    @Test
    void moreThan256KiBIsTooLarge() {
        assertThat(refused("x".repeat(Markdown.MOST_BYTES + 1))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused("ü".repeat(Markdown.MOST_BYTES / 2 + 1))).isEqualTo(Reason.TOO_LARGE);
        assertThat(markdown.render("words and ".repeat(26_214)).words()).isEqualTo(52_428);
    }

    @Test
    void aTableThatWouldFillTheMemoryIsTooComplex() {
        String wide = "|a".repeat(20_000) + "\n" + "|-".repeat(20_000) + "|\n" + "|\n".repeat(50_000);

        assertThat(refused(wide)).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(refused("> " + "|a".repeat(20_000) + "\n> " + "|-".repeat(20_000) + "|\n" + "> |\n".repeat(30_000)))
                .isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void aLongTableForReadingIsNot() {
        String table = "|a|b|c|d|\n|-|-|-|-|\n" + "|1|2|3|4|\n".repeat(2_000);

        assertThat(markdown.render(table).words()).isEqualTo(8_004);
    }

    @Test
    void aReferenceRepeatedToBlowUpTheOutputIsTooComplex() {
        String bomb = "[a]: https://example.com/" + "x".repeat(50_000) + "\n\n" + "[a] ".repeat(40_000);

        assertThat(refused(bomb)).isEqualTo(Reason.TOO_COMPLEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">", "- ", "[", "![", "*", "*a_", "`a``", "<a", "[a](", "((", "&", "\\", "<!--", "~~", "1. ", "\t", "|",
                "www.", "[a][", "<div>"
            })
    void whateverIsRepeatedTo250KilobytesEndsInTime(String piece) {
        String hostile = piece.repeat(250_000 / piece.length());

        try {
            assertThat(markdown.render(hostile).html()).isNotNull();
        } catch (RenderingRefused refused) {
            assertThat(refused.reason()).isIn(Reason.TOO_COMPLEX, Reason.TOO_SLOW);
        }
    }

    @Test
    void aHostileTextDoesNotKeepOthersFromBeingShown() {
        for (int i = 0; i < 4; i++) {
            try {
                markdown.render(">".repeat(250_000));
            } catch (RenderingRefused refused) {
                assertThat(refused.reason()).isNotEqualTo(Reason.TOO_LARGE);
            }
        }

        assertThat(markdown.render("calm").html()).contains("calm");
    }

    @Test
    void aTextThatTakesTooLongIsRefused() {
        Markdown impatient = new Markdown(new MarkdownSettings(Duration.ZERO));

        assertThatExceptionOfType(RenderingRefused.class)
                .isThrownBy(() -> impatient.render("word ".repeat(50_000)))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_SLOW));
        impatient.destroy();
    }

    private Reason refused(String text) {
        try {
            markdown.render(text);
        } catch (RenderingRefused refused) {
            return refused.reason();
        }
        throw new AssertionError("was rendered");
    }
}
