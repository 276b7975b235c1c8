package throughline.content.editing;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.content.article.Article;
import throughline.content.article.Articles;
import throughline.content.article.Listed;
import throughline.content.article.Revision;
import throughline.content.article.Version;
import throughline.contract.ArticleId;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** What staff read about articles: the list of all, and one article's earlier versions. */
@Controller
@RequestMapping("/staff/articles")
class OverviewController {

    private static final int ON_A_PAGE = 50;
    private static final int LAST_PAGE = 10_000;

    private final Articles articles;
    private final PracticeSettings practice;
    private final PageTimes times;
    private final MessageSource texts;

    OverviewController(Articles articles, PracticeSettings practice, PageTimes times, MessageSource texts) {
        this.articles = articles;
        this.practice = practice;
        this.times = times;
        this.texts = texts;
    }

    /** @param published null if it never was */
    record Row(
            String path,
            String title,
            String stage,
            boolean changes,
            String changed,
            @Nullable String published) {}

    record VersionRow(
            int number, String path, String title, String saved, int words, boolean draft, boolean published) {}

    @GetMapping
    String list(@RequestParam(defaultValue = "1") int page, Model model, Locale locale) {
        List<Listed> found = articles.all(checked(page, locale), ON_A_PAGE);
        model.addAttribute(
                "rows", found.stream().limit(ON_A_PAGE).map(l -> row(l, locale)).toList());
        pager(model, page, found.size());
        return "content/articles";
    }

    @GetMapping("/{id}/revisions")
    String history(@PathVariable String id, @RequestParam(defaultValue = "1") int page, Model model, Locale locale) {
        Listed listed = find(id, locale);
        List<Version> found = articles.revisions(listed.id(), checked(page, locale), ON_A_PAGE);
        model.addAttribute("editor", "/staff/articles/" + listed.id());
        model.addAttribute("articleTitle", listed.article().draft().title());
        model.addAttribute(
                "rows",
                found.stream()
                        .limit(ON_A_PAGE)
                        .map(v -> versionRow(listed, v, locale))
                        .toList());
        pager(model, page, found.size());
        return "content/history";
    }

    @GetMapping("/{id}/revisions/{number}")
    String version(@PathVariable String id, @PathVariable int number, Model model, Locale locale) {
        Listed listed = find(id, locale);
        Revision revision = articles.revision(listed.id(), number).orElseThrow(() -> absent(locale));
        model.addAttribute("editor", "/staff/articles/" + listed.id());
        model.addAttribute("row", versionRow(listed, revision.version(), locale));
        model.addAttribute("version", revision.version());
        model.addAttribute("markdown", revision.markdown());
        model.addAttribute("html", revision.html());
        return "content/version";
    }

    private Row row(Listed listed, Locale locale) {
        Article article = listed.article();
        return new Row(
                "/staff/articles/" + listed.id(),
                article.draft().title(),
                article.stage().name(),
                article.hasUnpublishedChanges(),
                times.date(article.draft().savedAt(), practice.zone(), locale),
                article.firstPublishedAt() == null
                        ? null
                        : times.date(article.firstPublishedAt(), practice.zone(), locale));
    }

    private VersionRow versionRow(Listed listed, Version version, Locale locale) {
        Article.Published published = listed.article().published();
        return new VersionRow(
                version.number(),
                "/staff/articles/" + listed.id() + "/revisions/" + version.number(),
                version.title(),
                times.when(version.savedAt(), practice.zone(), locale),
                version.words(),
                version.number() == listed.article().draft().number(),
                published != null && version.number() == published.version().number());
    }

    private static void pager(Model model, int page, int found) {
        model.addAttribute("newer", page > 1 ? page - 1 : null);
        model.addAttribute("older", found > ON_A_PAGE ? page + 1 : null);
    }

    private int checked(int page, Locale locale) {
        if (page < 1 || page > LAST_PAGE) {
            throw absent(locale);
        }
        return page;
    }

    private Listed find(String id, Locale locale) {
        if (id.isBlank() || id.length() > 128) {
            throw absent(locale);
        }
        ArticleId known = new ArticleId(id);
        return new Listed(known, articles.find(known).orElseThrow(() -> absent(locale)));
    }

    private Problem absent(Locale locale) {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", texts.getMessage("content.problem.absent", null, locale));
    }
}
