package throughline.content.article;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.contract.ArticleId;
import throughline.service.PracticeSettings;
import throughline.web.problem.Problem;

/** Drafts and publishing for programs. Refusals carry the code of their {@link Fault} and name the field. */
@RestController
@RequestMapping("/api/content/v1/articles")
class ArticleApi {

    private static final int LARGEST_PAGE = 500;
    private static final int LAST_PAGE = 100_000;

    private final Articles articles;
    private final PracticeSettings practice;
    private final Clock clock;
    private final MessageSource texts;

    ArticleApi(Articles articles, PracticeSettings practice, Clock clock, MessageSource texts) {
        this.articles = articles;
        this.practice = practice;
        this.clock = clock;
        this.texts = texts;
    }

    /** What {@code POST articles} answers. */
    record Written(ArticleId id, String slug) {}

    /**
     * @param at only now or earlier: publishing at a later time does not exist yet
     * @param tell {@code notify}: whether subscribers are told; absent, only at the first publication
     */
    record Publication(
            @Nullable Instant at,
            @JsonProperty("notify") @Nullable Boolean tell) {}

    @GetMapping
    ArticleJson.Page<ArticleJson> list(
            @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "50") int size, Locale locale) {
        within(page, size, locale);
        return ArticleJson.Page.of(
                articles.all(page, size).stream()
                        .map(a -> ArticleJson.of(a.id(), a.article(), practice, null))
                        .toList(),
                page,
                size);
    }

    @PostMapping
    ResponseEntity<Written> write(@RequestBody Submission submission, Locale locale) {
        Saved.Done saved = done(articles.write(Articles.newId(), submission), locale);
        return ResponseEntity.created(URI.create("/api/content/v1/articles/" + saved.id()))
                .body(new Written(saved.id(), saved.article().slug()));
    }

    @GetMapping("/{id}")
    ArticleJson one(@PathVariable String id, Locale locale) {
        ArticleId known = id(id, locale);
        return shown(known, articles.find(known), locale);
    }

    @PutMapping("/{id}")
    ArticleJson save(@PathVariable String id, @RequestBody Submission submission, Locale locale) {
        Saved.Done saved = done(articles.save(id(id, locale), submission, null), locale);
        return shown(saved.id(), Optional.of(saved.article()), locale);
    }

    @PostMapping("/{id}/publish")
    ArticleJson publish(
            @PathVariable String id, @RequestBody(required = false) @Nullable Publication how, Locale locale) {
        ArticleId known = id(id, locale);
        if (how != null && how.at() != null && how.at().isAfter(clock.instant())) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "NOT_LATER",
                            texts.getMessage("content.problem.notLater", null, locale))
                    .field("at");
        }
        return shown(known, articles.publish(known, how == null ? null : how.tell()), locale);
    }

    @PostMapping("/{id}/unpublish")
    ArticleJson unpublish(@PathVariable String id, Locale locale) {
        ArticleId known = id(id, locale);
        return shown(known, articles.unpublish(known), locale);
    }

    @GetMapping("/{id}/revisions")
    ArticleJson.Page<ArticleJson.RevisionJson> revisions(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size,
            Locale locale) {
        within(page, size, locale);
        ArticleId known = id(id, locale);
        Article article = articles.find(known).orElseThrow(() -> absent(locale));
        return ArticleJson.Page.of(
                articles.revisions(known, page, size).stream()
                        .map(v -> ArticleJson.RevisionJson.of(v, article))
                        .toList(),
                page,
                size);
    }

    private void within(int page, int size, Locale locale) {
        if (page < 1 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "BAD_PAGE",
                    texts.getMessage("content.problem.badPage", null, locale));
        }
    }

    private ArticleId id(String given, Locale locale) {
        if (given.isBlank() || given.length() > 128) {
            throw absent(locale);
        }
        return new ArticleId(given);
    }

    private ArticleJson shown(ArticleId id, Optional<Article> found, Locale locale) {
        Article article = found.orElseThrow(() -> absent(locale));
        Revision text = articles.revision(id, article.draft().number()).orElse(null);
        return ArticleJson.of(id, article, practice, text);
    }

    private Saved.Done done(Saved saved, Locale locale) {
        return switch (saved) {
            case Saved.Done done -> done;
            case Saved.Absent() -> throw absent(locale);
            case Saved.Faulty(Set<Fault> faults) -> throw refusal(faults, locale);
            case Saved.ChangedElsewhere(Article now) ->
                throw Problem.of(
                        HttpStatus.CONFLICT,
                        "CHANGED_ELSEWHERE",
                        texts.getMessage("content.problem.changedElsewhere", null, locale));
        };
    }

    private Problem refusal(Set<Fault> faults, Locale locale) {
        Fault first = faults.iterator().next();
        return Problem.of(first.status(), first.name(), texts.getMessage(first.message(), null, locale))
                .field(first.field());
    }

    private Problem absent(Locale locale) {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", texts.getMessage("content.problem.absent", null, locale));
    }
}
