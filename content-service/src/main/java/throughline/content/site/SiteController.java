package throughline.content.site;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import throughline.content.article.Address;
import throughline.content.article.Article.Published;
import throughline.content.article.Articles;
import throughline.content.article.Listed;
import throughline.content.article.Revision;
import throughline.content.article.Version;
import throughline.content.calltoaction.References;
import throughline.service.PracticeSettings;
import throughline.web.problem.Problem;

/** The pages the public reads. Each may be kept by a cache that asks whether it still holds; the answer is mostly 304. */
@Controller
class SiteController {

    private static final int ON_HOME = 10;
    private static final int ON_A_PAGE = 20;
    private static final int LAST_PAGE = 10_000;
    private static final String AT_THE_END = "end";

    private final Articles articles;
    private final References references;
    private final LinkedData linkedData;
    private final PracticeSettings practice;
    private final MessageSource texts;

    SiteController(
            Articles articles,
            References references,
            LinkedData linkedData,
            PracticeSettings practice,
            MessageSource texts) {
        this.articles = articles;
        this.references = references;
        this.linkedData = linkedData;
        this.practice = practice;
        this.texts = texts;
    }

    @GetMapping("/")
    String home(Model model, HttpServletResponse response, Locale locale) {
        mayBeKept(response);
        List<Listed> newest = articles.published(1, ON_HOME);
        model.addAttribute("cards", cards(newest, ON_HOME, locale));
        model.addAttribute("more", newest.size() > ON_HOME);
        model.addAttribute("canonical", practice.link("/"));
        return "content/home";
    }

    @GetMapping("/articles")
    String list(@RequestParam(defaultValue = "1") int page, Model model, HttpServletResponse response, Locale locale) {
        if (page < 1 || page > LAST_PAGE) {
            throw notFound(locale);
        }
        mayBeKept(response);
        List<Listed> found = articles.published(page, ON_A_PAGE);
        if (found.isEmpty() && page > 1) {
            throw notFound(locale);
        }
        model.addAttribute("cards", cards(found, ON_A_PAGE, locale));
        model.addAttribute("newer", page > 1 ? page - 1 : null);
        model.addAttribute("older", found.size() > ON_A_PAGE ? page + 1 : null);
        model.addAttribute("canonical", practice.link(page == 1 ? "/articles" : "/articles?page=" + page));
        return "content/list";
    }

    @GetMapping("/articles/{slug}")
    ModelAndView article(@PathVariable String slug, HttpServletResponse response, Locale locale) {
        return switch (articles.at(slug)) {
            case Address.Here here -> {
                mayBeKept(response);
                yield new ModelAndView("content/article", "article", page(here, locale));
            }
            case Address.Moved(String now) -> {
                RedirectView moved = new RedirectView("/articles/" + now);
                moved.setStatusCode(HttpStatus.MOVED_PERMANENTLY);
                yield new ModelAndView(moved);
            }
            case Address.Nothing() -> throw notFound(locale);
        };
    }

    private ArticlePage page(Address.Here here, Locale locale) {
        Published published = here.published();
        Version version = published.version();
        Revision text = articles.revision(here.id(), version.number())
                .orElseThrow(() -> new IllegalStateException("article " + here.id() + " lacks its revision"));
        Instant first = Objects.requireNonNull(here.article().firstPublishedAt());
        ZoneId zone = practice.zone();
        Day appeared = Day.of(first, zone, locale);
        Day updated = Day.of(published.updatedAt(), zone, locale);
        return new ArticlePage(
                version.title(),
                version.summary(),
                version.lead(),
                version.author(),
                version.language(),
                appeared,
                updated.equals(appeared) ? null : updated,
                first.toString(),
                published.updatedAt().toString(),
                version.readingMinutes(),
                text.html(),
                references.path(here.id(), version.number(), AT_THE_END),
                practice.link(here.article().path()),
                linkedData.of(here));
    }

    private List<Card> cards(List<Listed> found, int most, Locale locale) {
        return found.stream()
                .limit(most)
                .filter(listed -> listed.article().published() != null)
                .map(listed -> card(listed, locale))
                .toList();
    }

    private Card card(Listed listed, Locale locale) {
        Version version = Objects.requireNonNull(listed.article().published()).version();
        return new Card(
                listed.article().path(),
                version.title(),
                version.lead(),
                version.language(),
                Day.of(Objects.requireNonNull(listed.article().firstPublishedAt()), practice.zone(), locale),
                version.readingMinutes());
    }

    private Problem notFound(Locale locale) {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", texts.getMessage("web.problem.notFound", null, locale));
    }

    static void mayBeKept(HttpServletResponse response) {
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePublic().getHeaderValue());
    }
}
