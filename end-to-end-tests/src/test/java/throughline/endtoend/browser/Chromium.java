package throughline.endtoend.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The browser of this run: {@code THROUGHLINE_BROWSER}, else a Chromium or Chrome on the PATH. Without one these tests are
 * skipped with a loud line; with {@code THROUGHLINE_REQUIRE_BROWSER=1} they fail.
 */
public final class Chromium implements ExecutionCondition, BeforeAllCallback {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (program().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a browser");
        }
        if ("1".equals(System.getenv("THROUGHLINE_REQUIRE_BROWSER"))) {
            throw new IllegalStateException(
                    "THROUGHLINE_REQUIRE_BROWSER is 1 and there is no browser: set THROUGHLINE_BROWSER to a Chromium.");
        }
        System.out.println("\n******** NO BROWSER: " + context.getDisplayName()
                + " IS SKIPPED. Install chromium, or set THROUGHLINE_BROWSER. ********\n");
        return ConditionEvaluationResult.disabled("no browser");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent("chromium", name ->
                (AutoCloseable) Chromium::close);
    }

    private static Optional<Path> program() {
        var given = System.getenv("THROUGHLINE_BROWSER");
        return given == null || given.isBlank() ? onPath() : Optional.of(Path.of(given));
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static synchronized Browser browser() {
        if (browser == null) {
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program().orElseThrow())
                            .setArgs(ARGUMENTS));
        }
        return browser;
    }

    private static synchronized void close() {
        Stream.of(Optional.ofNullable(browser), Optional.ofNullable(playwright))
                .flatMap(Optional::stream)
                .forEach(Chromium::close);
        browser = null;
        playwright = null;
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
