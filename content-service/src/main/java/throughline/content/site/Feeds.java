package throughline.content.site;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.content.article.Article;
import throughline.content.article.Articles;
import throughline.content.article.Listed;
import throughline.content.article.Version;
import throughline.service.PracticeSettings;

/**
 * Atom (RFC 4287), RSS 2.0 and a site map of what is public. Feeds carry the fifty newest articles with their summaries; the text, and with
 * it the call to action, is on the page. Ids do not change when an address does.
 */
@RestController
class Feeds {

    private static final int IN_A_FEED = 50;
    private static final int ON_THE_MAP = 20_000;

    private final Articles articles;
    private final PracticeSettings practice;
    private final MessageSource texts;

    Feeds(Articles articles, PracticeSettings practice, MessageSource texts) {
        this.articles = articles;
        this.practice = practice;
        this.texts = texts;
    }

    @GetMapping("/feed.xml")
    ResponseEntity<String> atom(HttpServletResponse response, Locale locale) {
        List<Listed> newest = newest(IN_A_FEED);
        XmlDocument xml = new XmlDocument();
        xml.element(
                "feed",
                () -> {
                    xml.text("id", practice.link("/feed.xml"))
                            .text("title", practice.practice())
                            .text("subtitle", texts.getMessage("content.feed.subtitle", null, locale))
                            .empty(
                                    "link",
                                    "rel",
                                    "self",
                                    "type",
                                    "application/atom+xml",
                                    "href",
                                    practice.link("/feed.xml"))
                            .empty("link", "rel", "alternate", "type", "text/html", "href", practice.link("/articles"))
                            .text("updated", latest(newest).toString());
                    newest.forEach(listed -> entry(xml, listed));
                },
                "xmlns",
                "http://www.w3.org/2005/Atom",
                "xml:lang",
                locale.toLanguageTag());
        return xml(xml, "application/atom+xml", response);
    }

    private void entry(XmlDocument xml, Listed listed) {
        Article article = listed.article();
        Version version = version(article);
        xml.element(
                "entry",
                () -> {
                    xml.text("id", "urn:uuid:" + listed.id())
                            .text("title", version.title())
                            .empty(
                                    "link",
                                    "rel",
                                    "alternate",
                                    "type",
                                    "text/html",
                                    "href",
                                    practice.link(article.path()))
                            .text("published", first(article).toString())
                            .text("updated", updated(article).toString())
                            .element("author", () -> xml.text("name", version.author()));
                    version.tags().forEach(tag -> xml.empty("category", "term", tag));
                    xml.text("summary", version.lead());
                },
                "xml:lang",
                version.language());
    }

    @GetMapping("/rss.xml")
    ResponseEntity<String> rss(HttpServletResponse response, Locale locale) {
        List<Listed> newest = newest(IN_A_FEED);
        XmlDocument xml = new XmlDocument();
        xml.element(
                "rss",
                () -> xml.element("channel", () -> {
                    xml.text("title", practice.practice())
                            .text("link", practice.link("/articles"))
                            .text("description", texts.getMessage("content.feed.subtitle", null, locale))
                            .text("language", locale.toLanguageTag())
                            .empty(
                                    "atom:link",
                                    "rel",
                                    "self",
                                    "type",
                                    "application/rss+xml",
                                    "href",
                                    practice.link("/rss.xml"));
                    newest.forEach(listed -> item(xml, listed));
                }),
                "version",
                "2.0",
                "xmlns:atom",
                "http://www.w3.org/2005/Atom",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/");
        return xml(xml, "application/rss+xml", response);
    }

    private void item(XmlDocument xml, Listed listed) {
        Version version = version(listed.article());
        xml.element("item", () -> {
            xml.text("title", version.title())
                    .text("link", practice.link(listed.article().path()))
                    .text("guid", "urn:uuid:" + listed.id(), "isPermaLink", "false")
                    .text(
                            "pubDate",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    first(listed.article()).atOffset(ZoneOffset.UTC)))
                    .text("dc:creator", version.author());
            version.tags().forEach(tag -> xml.text("category", tag));
            xml.text("description", version.lead());
        });
    }

    @GetMapping("/sitemap.xml")
    ResponseEntity<String> map(HttpServletResponse response) {
        List<Listed> all = newest(ON_THE_MAP);
        XmlDocument xml = new XmlDocument();
        xml.element(
                "urlset",
                () -> {
                    place(xml, "/", latest(all));
                    place(xml, "/articles", latest(all));
                    all.forEach(listed -> place(xml, listed.article().path(), updated(listed.article())));
                },
                "xmlns",
                "http://www.sitemaps.org/schemas/sitemap/0.9");
        return xml(xml, "application/xml", response);
    }

    private void place(XmlDocument xml, String path, Instant changed) {
        xml.element("url", () -> {
            xml.text("loc", practice.link(path));
            if (changed.isAfter(Instant.EPOCH)) {
                xml.text("lastmod", changed.toString());
            }
        });
    }

    private List<Listed> newest(int most) {
        return articles.published(1, most).stream()
                .limit(most)
                .filter(listed -> listed.article().published() != null)
                .toList();
    }

    private static Version version(Article article) {
        return Objects.requireNonNull(article.published()).version();
    }

    private static Instant updated(Article article) {
        return Objects.requireNonNull(article.published()).updatedAt();
    }

    private static Instant first(Article article) {
        return Objects.requireNonNull(article.firstPublishedAt());
    }

    /** Of an empty list the epoch: the element must be there, and must not change without a reason. */
    private static Instant latest(List<Listed> listed) {
        return listed.stream()
                .map(l -> updated(l.article()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static ResponseEntity<String> xml(XmlDocument xml, String type, HttpServletResponse response) {
        SiteController.mayBeKept(response);
        return ResponseEntity.ok()
                .header("Content-Type", type + ";charset=UTF-8")
                .body(xml.toString());
    }
}
