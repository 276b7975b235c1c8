package throughline.notification.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(\"http://x\",\"y\")", "＝1"})
    void noCellBecomesAFormulaAndReadingBringsItBack(String cell) {
        String line = Csv.line(List.of(cell));

        assertThat(line).startsWith("\"'");
        assertThat(Csv.read(line)).containsExactly(List.of(cell));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        List<String> cells = List.of("a,b", "say \"hello\"", "two\r\nlines", "", "plain", "it's");

        assertThat(Csv.read(Csv.line(cells) + Csv.line(cells))).containsExactly(cells, cells);
    }

    @Test
    void marksLineEndsAndSemicolonsAreUnderstood() {
        assertThat(Csv.read("\uFEFFemail;name\n\na@b.example;Ana\n"))
                .containsExactly(List.of("email", "name"), List.of("a@b.example", "Ana"));
    }
}
