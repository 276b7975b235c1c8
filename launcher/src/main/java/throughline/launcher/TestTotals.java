package throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sum over all Surefire and Failsafe reports, in the form Surefire prints. */
record TestTotals(int run, int failures, int errors, int skipped) {

    private static final int DEPTH = 4;
    private static final Pattern REPORT = Pattern.compile(".*/(surefire|failsafe)-reports/TEST-[^/]*\\.xml");
    private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>");

    /** Reads reports written after that moment: an earlier run's do not count. */
    static TestTotals since(FileTime start, Path root) throws IOException {
        try (var files = Files.find(
                root,
                DEPTH,
                (file, attributes) -> attributes.lastModifiedTime().compareTo(start) > 0
                        && REPORT.matcher(file.toString()).matches())) {
            var totals = new TestTotals(0, 0, 0, 0);
            for (var file : files.toList()) {
                totals = totals.plus(Files.readString(file));
            }
            return totals;
        }
    }

    private TestTotals plus(String report) {
        var suite = SUITE.matcher(report);
        return !suite.find()
                ? this
                : new TestTotals(
                        run + count("tests", suite), failures + count("failures", suite),
                        errors + count("errors", suite), skipped + count("skipped", suite));
    }

    private static int count(String attribute, Matcher suite) {
        var value = Pattern.compile("\\b" + attribute + "=\"(\\d+)\"").matcher(suite.group());
        return value.find() ? Integer.parseInt(value.group(1)) : 0;
    }

    @Override
    public String toString() {
        return "Tests run: " + run + ", Failures: " + failures + ", Errors: " + errors + ", Skipped: " + skipped;
    }
}
