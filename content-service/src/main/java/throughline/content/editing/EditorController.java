package throughline.content.editing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import throughline.content.article.Article;
import throughline.content.article.Articles;
import throughline.content.article.Fault;
import throughline.content.article.Revision;
import throughline.content.article.Saved;
import throughline.content.markdown.Rendered;
import throughline.contract.ArticleId;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;
import throughline.web.security.Staff;

/**
 * The editor. One form, three buttons: save, publish (which saves first), preview (which saves nothing). After any refusal the same
 * page comes back as it was typed; after success a redirect, so that reloading does nothing again.
 */
@Controller
@RequestMapping("/staff/articles")
class EditorController {

    private static final Set<String> DONE = Set.of("saved", "kept", "published", "told", "unpublished");

    private final Articles articles;
    private final PracticeSettings practice;
    private final PageTimes times;
    private final MessageSource texts;

    EditorController(Articles articles, PracticeSettings practice, PageTimes times, MessageSource texts) {
        this.articles = articles;
        this.practice = practice;
        this.times = times;
        this.texts = texts;
    }

    @GetMapping("/new")
    ModelAndView begin(@AuthenticationPrincipal Staff staff, Locale locale) {
        ArticleForm form = ArticleForm.blank(Articles.newId().value(), staff.name());
        return page(null, form, null, null, EnumSet.noneOf(Fault.class), false, locale);
    }

    @GetMapping("/{id}")
    ModelAndView open(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer revision,
            @RequestParam(required = false) @Nullable String done,
            Locale locale) {
        ArticleId known = known(id, locale);
        Article article = articles.find(known).orElseThrow(() -> absent(locale));
        int shown = revision == null ? article.draft().number() : revision;
        Revision text = articles.revision(known, shown).orElseThrow(() -> absent(locale));
        return page(
                new Opened(known, article),
                ArticleForm.of(article, text),
                shown == article.draft().number() ? null : shown,
                done != null && DONE.contains(done) ? done : null,
                EnumSet.noneOf(Fault.class),
                false,
                locale);
    }

    @PostMapping
    ModelAndView create(
            @ModelAttribute ArticleForm form,
            @RequestParam(name = "do", defaultValue = "save") String what,
            Locale locale) {
        if (what.equals("preview")) {
            return page(null, form.showingPreview(), null, null, EnumSet.noneOf(Fault.class), false, locale);
        }
        return answer(articles.write(newId(form.key()), form.submission()), null, form, what, locale);
    }

    @PostMapping("/{id}")
    ModelAndView save(
            @PathVariable String id,
            @ModelAttribute ArticleForm form,
            @RequestParam(name = "do", defaultValue = "save") String what,
            Locale locale) {
        ArticleId known = known(id, locale);
        Article article = articles.find(known).orElseThrow(() -> absent(locale));
        Opened opened = new Opened(known, article);
        if (what.equals("preview")) {
            return page(opened, form.showingPreview(), null, null, EnumSet.noneOf(Fault.class), false, locale);
        }
        return answer(articles.save(known, form.submission(), form.basedOn()), opened, form, what, locale);
    }

    @PostMapping("/{id}/unpublish")
    View unpublish(@PathVariable String id, Locale locale) {
        ArticleId known = known(id, locale);
        if (articles.unpublish(known).isEmpty()) {
            throw absent(locale);
        }
        return to(known, "unpublished");
    }

    /** The preview alone, for pages that load it while its author types. */
    @PostMapping("/preview")
    String preview(@RequestParam(defaultValue = "") String markdown, Model model, Locale locale) {
        model.addAttribute("preview", preview(markdown, locale));
        return "content/editor :: preview";
    }

    private record Opened(ArticleId id, Article article) {}

    private ModelAndView answer(Saved saved, @Nullable Opened opened, ArticleForm form, String what, Locale locale) {
        return switch (saved) {
            case Saved.Done done -> new ModelAndView(what.equals("publish") ? publish(done, form) : saved(done));
            case Saved.Absent() -> throw absent(locale);
            case Saved.Faulty(Set<Fault> faults) ->
                refused(HttpStatus.UNPROCESSABLE_CONTENT, page(opened, form, null, null, faults, false, locale));
            case Saved.ChangedElsewhere(Article now) ->
                refused(
                        HttpStatus.CONFLICT,
                        page(
                                opened == null ? null : new Opened(opened.id(), now),
                                form.basedOn(now.draft().number()),
                                null,
                                null,
                                EnumSet.noneOf(Fault.class),
                                true,
                                locale));
        };
    }

    private static View saved(Saved.Done done) {
        return to(done.id(), done.article().hasUnpublishedChanges() ? "kept" : "saved");
    }

    private View publish(Saved.Done done, ArticleForm form) {
        int toldBefore = done.article().notifiedRevision();
        Optional<Article> published = articles.publish(done.id(), Boolean.TRUE.equals(form.told()));
        boolean told = published.filter(a -> a.notifiedRevision() != toldBefore).isPresent();
        return to(done.id(), told ? "told" : "published");
    }

    private static ModelAndView refused(HttpStatus status, ModelAndView page) {
        page.setStatus(status);
        return page;
    }

    private ModelAndView page(
            @Nullable Opened opened,
            ArticleForm form,
            @Nullable Integer from,
            @Nullable String done,
            Set<Fault> faults,
            boolean elsewhere,
            Locale locale) {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        faults.forEach(f -> sentences
                .computeIfAbsent(f.field(), field -> new ArrayList<>())
                .add(texts.getMessage(f.message(), null, locale)));
        EditorPage page;
        if (opened == null) {
            page = new EditorPage(
                    true, "/staff/articles", "DRAFT", null, null, null, false, null, null, sentences, elsewhere);
        } else {
            Article article = opened.article();
            String path = "/staff/articles/" + opened.id();
            page = new EditorPage(
                    false,
                    path,
                    article.stage().name(),
                    times.when(article.draft().savedAt(), practice.zone(), locale),
                    article.published() == null ? null : article.path(),
                    path + "/revisions",
                    article.hasUnpublishedChanges(),
                    from,
                    done,
                    sentences,
                    elsewhere);
        }
        return new ModelAndView(
                "content/editor", Map.of("page", page, "form", form, "preview", preview(form.text(), locale)));
    }

    private Preview preview(String markdown, Locale locale) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Rendered rendered = articles.render(markdown, faults);
        return rendered == null
                ? new Preview(
                        "", 0, 1, texts.getMessage(faults.iterator().next().message(), null, locale))
                : new Preview(rendered.html(), rendered.words(), rendered.readingMinutes(), null);
    }

    /** The id in the form, if it can be one; whatever else stands there makes a new one. */
    private static ArticleId newId(@Nullable String key) {
        try {
            return key == null
                    ? Articles.newId()
                    : new ArticleId(UUID.fromString(key).toString());
        } catch (IllegalArgumentException e) {
            return Articles.newId();
        }
    }

    private ArticleId known(String id, Locale locale) {
        if (id.isBlank() || id.length() > 128) {
            throw absent(locale);
        }
        return new ArticleId(id);
    }

    private Problem absent(Locale locale) {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", texts.getMessage("content.problem.absent", null, locale));
    }

    private static View to(ArticleId id, String done) {
        RedirectView view = new RedirectView("/staff/articles/" + id + "?done=" + done);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
