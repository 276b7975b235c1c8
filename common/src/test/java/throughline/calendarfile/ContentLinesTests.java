package throughline.calendarfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentLinesTests {

    private static final String[] PARTS = {"a", ";", "é", "e\u0301", "\u05d0", "漢", "😀", "👩🏽‍🦱", "🇩🇪", " ", "\\n"
    };

    @Test
    void noLineIsLongerThanSeventyFiveOctetsAndNoCodePointIsSplit() throws CharacterCodingException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder line = new StringBuilder("SUMMARY:");
            for (int length = random.nextInt(120); length > 0; length--) {
                line.append(PARTS[random.nextInt(PARTS.length)]);
            }

            String folded = ContentLines.folded(line + "\r\nEND:VEVENT\r\n");

            for (String one : folded.split("\r\n", -1)) {
                byte[] octets = one.getBytes(StandardCharsets.UTF_8);
                assertThat(octets).hasSizeLessThanOrEqualTo(75);
                assertThat(StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(octets))
                                .toString())
                        .isEqualTo(one);
            }
            assertThat(folded.replace("\r\n ", "")).isEqualTo(line + "\r\nEND:VEVENT\r\n");
        }
    }

    @Test
    void everyKindOfLineBreakBecomesABlank() {
        assertThat(ContentLines.oneLine(" a\r\nb\u2028c\u0085d\u0000e\tf ")).isEqualTo("a b c d e f");
    }
}
