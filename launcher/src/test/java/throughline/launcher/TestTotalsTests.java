package throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTotalsTests {

    private static final FileTime START = FileTime.fromMillis(2_000_000);

    @TempDir
    Path root;

    @Test
    void totalsAreOverAllModulesOfThisRunOnly() throws IOException {
        report(
                "booking-service/target/surefire-reports/TEST-A.xml",
                "tests=\"3\" errors=\"1\" skipped=\"0\" failures=\"1\"",
                3_000_000);
        report(
                "end-to-end-tests/target/failsafe-reports/TEST-B.xml",
                "tests=\"4\" errors=\"0\" skipped=\"2\" failures=\"0\"",
                3_000_000);
        report(
                "common/target/surefire-reports/TEST-Old.xml",
                "tests=\"9\" errors=\"9\" skipped=\"9\" failures=\"9\"",
                1_000_000);

        assertThat(TestTotals.since(START, root)).hasToString("Tests run: 7, Failures: 1, Errors: 1, Skipped: 2");
    }

    private void report(String name, String counts, long modified) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "<?xml version=\"1.0\"?>\n<testsuite name=\"x\" time=\"0.1\" " + counts + ">\n</testsuite>");
        Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
    }
}
