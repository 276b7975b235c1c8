package throughline.notification.article;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import throughline.notification.article.ArticleProgress.State;
import throughline.notification.relay.Rates;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** {@code /staff/mail/articles}: how far each article is, when it will probably be done, and pause, resume, stop. */
@Controller
class ArticleMailPages {

    private static final int MOST = 20;
    private static final String HERE = "redirect:/staff/mail/articles";

    private final ArticleSteering articles;
    private final Rates rates;
    private final PageTimes times;
    private final MessageSource texts;
    private final ZoneId zone;

    ArticleMailPages(
            ArticleSteering articles, Rates rates, PageTimes times, MessageSource texts, PracticeSettings practice) {
        this.articles = articles;
        this.rates = rates;
        this.times = times;
        this.texts = texts;
        this.zone = practice.zone();
    }

    /**
     * One article on the page.
     *
     * @param counts how many mails are where, in words
     * @param finish when it will probably be done, or who stopped it; absent when there is nothing to say
     * @param canPause also means that it can be stopped
     */
    record Line(
            String id,
            String title,
            String badge,
            String tone,
            int decided,
            int recipients,
            String counts,
            @Nullable String finish,
            boolean canPause,
            boolean canResume) {}

    @GetMapping("/staff/mail/articles")
    String page(Model model, Locale locale) {
        model.addAttribute(
                "articles",
                articles.latest(MOST).stream().map(one -> line(one, locale)).toList());
        model.addAttribute("block", rates.limits().articleIntentBlock());
        return "notification/article-mails";
    }

    @PostMapping("/staff/mail/articles/{id}/pause")
    String pause(@PathVariable String id) {
        articles.pause(id);
        return HERE;
    }

    @PostMapping("/staff/mail/articles/{id}/resume")
    String resume(@PathVariable String id) {
        articles.resume(id);
        return HERE;
    }

    @PostMapping("/staff/mail/articles/{id}/cancel")
    String cancel(@PathVariable String id) {
        articles.stop(id);
        return HERE;
    }

    private Line line(ArticleProgress one, Locale locale) {
        return new Line(
                one.id(),
                one.title(),
                text("state." + one.state(), locale),
                switch (one.state()) {
                    case SENDING -> "planned";
                    case PAUSED -> "wait";
                    case STOPPED -> "info";
                    case SENT -> "ok";
                },
                one.recipients() - one.waiting(),
                one.recipients(),
                text(
                        "counts",
                        locale,
                        one.accepted(),
                        one.recipients(),
                        one.waiting(),
                        one.inDoubt(),
                        one.skipped(),
                        one.notSent()),
                finish(one, locale),
                one.state() == State.SENDING,
                one.state() == State.PAUSED);
    }

    private @Nullable String finish(ArticleProgress one, Locale locale) {
        return switch (one.state()) {
            case SENDING ->
                one.predictedFinish() == null
                        ? text("begun", locale)
                        : text("finish", locale, times.when(one.predictedFinish(), zone, locale));
            case PAUSED, STOPPED -> one.decision() == null ? null : text("by." + one.state(), locale, one.decision());
            case SENT -> null;
        };
    }

    private String text(String key, Locale locale, Object... details) {
        return texts.getMessage("notification.article-mails." + key, details, locale);
    }
}
