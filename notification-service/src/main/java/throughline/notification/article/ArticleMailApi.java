package throughline.notification.article;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Articles on their way, for programs of the staff. */
@RestController
@RequestMapping("/api/notification/v1/article-mails")
class ArticleMailApi {

    private static final int MOST = 50;

    private final ArticleSteering articles;

    ArticleMailApi(ArticleSteering articles) {
        this.articles = articles;
    }

    /** The newest ones first. */
    record Page(List<ArticleProgress> items) {}

    @GetMapping
    Page list() {
        return new Page(articles.latest(MOST));
    }

    @GetMapping("/{id}")
    ArticleProgress one(@PathVariable String id) {
        return articles.find(id);
    }

    @PostMapping("/{id}/pause")
    ArticleProgress pause(@PathVariable String id) {
        return articles.pause(id);
    }

    @PostMapping("/{id}/resume")
    ArticleProgress resume(@PathVariable String id) {
        return articles.resume(id);
    }

    @PostMapping("/{id}/cancel")
    ArticleProgress cancel(@PathVariable String id) {
        return articles.stop(id);
    }
}
