package throughline.endtoend.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import throughline.endtoend.practice.Practice;

/**
 * Goes through every page that links lead to, signed in and as a stranger, and looks at each: findings of axe in light and
 * dark, sideways scrolling, complaints on the console. On request it leaves pictures of each, see {@link Look#pictures}.
 */
@Tag("running-system")
@ExtendWith({Chromium.class, Furnished.class})
class EveryPageTests {

    private static final int MOST_PAGES = 45;
    /** Of pages that differ only in what they are about, two are looked at. */
    private static final Pattern PARTICULAR = Pattern.compile(
            "/(?=[^/]*[0-9])[A-Za-z0-9_.:-]{10,}|/articles/[^/]+$|/sequences/[^/]+$|/steps/[^/]+|/mailbox/\\d+");

    private static final int OF_EACH_KIND = 2;
    private static final Pattern NO_PAGE =
            Pattern.compile("\\.(ics|xml|css|js|svg|eml|csv)$|/source$|^/go/|^/api/|/download");

    private final Practice practice = Furnished.practice();

    @Test
    void noPageForReadersHasAGraveFault() {
        try (var stranger = Visitor.of(practice)) {
            var booked = Furnished.booked("Ina Inspected");
            var seen = walk(
                    stranger,
                    List.of(
                            "/",
                            "/articles",
                            "/book",
                            "/subscriptions",
                            "/sign-in",
                            "/mailbox",
                            URI.create(booked.manageUrl()).getPath(),
                            "/no-such-page"),
                    "");

            assertThat(seen.faults()).isEmpty();
            assertThat(seen.pages()).hasSizeGreaterThan(7);
        }
    }

    @Test
    void noPageForTheOwnerHasAGraveFault() {
        try (var owner = Visitor.owner(practice)) {
            var seen = walk(owner, List.of("/staff/today", "/staff/calls", "/staff/account"), "/staff");

            assertThat(seen.faults()).isEmpty();
            assertThat(seen.pages()).hasSizeGreaterThan(9);
        }
    }

    private record Seen(Set<String> pages, List<String> faults) {}

    /** @param within only pages whose path begins so are followed */
    private Seen walk(Visitor visitor, List<String> first, String within) {
        var toSee = new ArrayDeque<>(first);
        var pages = new LinkedHashSet<String>();
        var faults = new ArrayList<String>();
        while (!toSee.isEmpty() && pages.size() < MOST_PAGES) {
            var path = toSee.poll();
            if (pages.contains(path) || !isNewKind(path, pages)) {
                continue;
            }
            pages.add(path);
            var answer = visitor.page().navigate(path);
            if (answer.status() >= 500 || (answer.status() >= 400 && !path.equals("/no-such-page"))) {
                faults.add(path + " answers " + answer.status());
                continue;
            }
            // without scripts nothing answers axe, ever
            if (answer.headers().getOrDefault("content-security-policy", "").contains("sandbox")) {
                faults.add(path + " is a bare mail, and belongs in a frame of a page");
                continue;
            }
            faults.addAll(Look.at(visitor.page()).graveFindings());
            faults.addAll(Look.at(visitor.page()).sidewaysScrolling());
            Look.at(visitor.page()).pictures(nameOf(path));
            links(visitor.page()).stream()
                    .filter(link -> within.isEmpty() ? !link.startsWith("/staff") : link.startsWith(within))
                    .filter(link ->
                            !NO_PAGE.matcher(link.replaceFirst("\\?.*", "")).find())
                    .forEach(toSee::add);
        }
        faults.addAll(visitor.complaints());
        return new Seen(pages, faults);
    }

    private static boolean isNewKind(String path, Set<String> pages) {
        var kind = kind(path);
        return pages.stream().filter(page -> kind(page).equals(kind)).count() < (kind.equals(path) ? 1 : OF_EACH_KIND);
    }

    private static String kind(String path) {
        return PARTICULAR.matcher(path.replaceFirst("\\?.*", "")).replaceAll("/*");
    }

    private static String nameOf(String path) {
        var name = path.replaceAll("[^a-zA-Z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "home" : name.substring(0, Math.min(60, name.length()));
    }

    private List<String> links(Page page) {
        var base = practice.http().base();
        var links = new ArrayList<String>();
        for (var href : (List<?>) page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")) {
            var link = URI.create(String.valueOf(href).replaceFirst("#.*", ""));
            if (base.getAuthority().equals(link.getAuthority())) {
                links.add(link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery()));
            }
        }
        return links;
    }
}
