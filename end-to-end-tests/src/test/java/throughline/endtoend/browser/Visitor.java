package throughline.endtoend.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import throughline.endtoend.practice.Practice;

/** One person's window. What the page complained about on its console is kept: there should be nothing. */
final class Visitor implements AutoCloseable {

    static final int PHONE = 390;
    private static final int HIGH = 844;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Visitor(Browser.NewContextOptions options) {
        context = Chromium.browser().newContext(options);
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    static Visitor of(Practice practice) {
        return new Visitor(options(practice));
    }

    static Visitor withoutJavaScript(Practice practice) {
        return new Visitor(options(practice).setJavaScriptEnabled(false));
    }

    /** With the owner's session. */
    static Visitor owner(Practice practice) {
        var visitor = of(practice);
        for (var cookie : practice.ownerSession().split("; ", -1)) {
            var parts = cookie.split("=", 2);
            visitor.context.addCookies(List.of(new com.microsoft.playwright.options.Cookie(parts[0], parts[1])
                    .setUrl(practice.http().base().toString())));
        }
        return visitor;
    }

    private static Browser.NewContextOptions options(Practice practice) {
        return new Browser.NewContextOptions()
                .setBaseURL(practice.http().base().toString())
                .setViewportSize(PHONE, HIGH)
                .setReducedMotion(ReducedMotion.REDUCE) // else axe meets colors on their way to others
                .setLocale("en-US")
                .setTimezoneId("America/New_York");
    }

    Page page() {
        return page;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }
}
