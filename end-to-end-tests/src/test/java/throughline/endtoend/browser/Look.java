package throughline.endtoend.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks at the page that is open, as an examiner would: axe in light and dark, sideways scrolling, and pictures for people to judge. */
final class Look {

    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int HIGH = 844;
    /** In a frame that allows none, a script of the examiner's never comes back. */
    private static final String WITHOUT_SCRIPTS = "iframe[sandbox]";

    private static final String WIDEST = """
            [...document.body.querySelectorAll('*')]
              .filter(e => e.getBoundingClientRect().right > innerWidth && !e.children.length)
              .map(e => e.outerHTML.slice(0, 160)).slice(0, 3).join(' ')""";

    private final Page page;

    private Look(Page page) {
        this.page = page;
    }

    static Look at(Page page) {
        return new Look(page);
    }

    /** Serious and critical findings of axe in both color schemes. */
    List<String> graveFindings() {
        var findings = new ArrayList<String>();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            new AxeBuilder(page)
                    .exclude(WITHOUT_SCRIPTS).analyze().getViolations().stream()
                            .filter(rule -> GRAVE.contains(rule.getImpact()))
                            .forEach(rule -> findings.add(scheme + " " + page.url() + " " + described(rule)));
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        return findings;
    }

    private static String described(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
    }

    /** Widths at which the page is wider than its window. */
    List<String> sidewaysScrolling() {
        var wide = new ArrayList<String>();
        for (int width : List.of(320, Visitor.PHONE)) {
            page.setViewportSize(width, HIGH);
            var needed = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
            if (needed > width) {
                wide.add(page.url() + " needs " + needed + " px at " + width + ": " + page.evaluate(WIDEST));
            }
        }
        return wide;
    }

    /** {@code target/screenshots/NAME-390-light.png} and its three sisters. */
    void pictures(String name) {
        for (int width : List.of(Visitor.PHONE, 1280)) {
            page.setViewportSize(width, width == 1280 ? 900 : HIGH);
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                var file = name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(file))
                        .setFullPage(true));
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(Visitor.PHONE, HIGH);
    }
}
