package throughline.endtoend.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks at the page that is open, as an examiner would: axe in light and dark, sideways scrolling, and pictures for people to judge. */
final class Look {

    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int HIGH = 844;
    private static final int DESK = 1280;
    /** In a frame that allows none, a script of the examiner's never comes back. */
    private static final String WITHOUT_SCRIPTS = "iframe[sandbox]";

    private static final List<String> COLORS = List.of("color-contrast", "link-in-text-block");

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

    /** Serious and critical findings of axe; in the dark only those that depend on colors, the rest of a page is the same. */
    List<String> graveFindings() {
        var findings = new ArrayList<String>();
        findings.addAll(graveFindings(ColorScheme.DARK, new AxeBuilder(page).withRules(COLORS)));
        findings.addAll(graveFindings(ColorScheme.LIGHT, new AxeBuilder(page)));
        return findings;
    }

    private List<String> graveFindings(ColorScheme scheme, AxeBuilder axe) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        // one by one it would open an empty page beside each to put the results together
        return axe.setLegacyMode(true).exclude(WITHOUT_SCRIPTS).analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(rule -> scheme + " " + page.url() + " " + described(rule))
                .toList();
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

    /**
     * {@code target/screenshots/NAME-390-light.png} and so on, only with {@code -Dthroughline.pictures=all}: they are for people to
     * judge, and Chromium paints each whole page in software.
     */
    void pictures(String name) {
        if (!"all".equals(System.getProperty("throughline.pictures"))) {
            return;
        }
        for (int width : List.of(Visitor.PHONE, DESK)) {
            page.setViewportSize(width, width == DESK ? 900 : HIGH);
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                picture(name, width, scheme);
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(Visitor.PHONE, HIGH);
    }

    private void picture(String name, int width, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        var file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(
                new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)).setFullPage(true));
    }
}
