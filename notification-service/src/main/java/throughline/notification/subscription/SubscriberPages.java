package throughline.notification.subscription;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import throughline.notification.Listed;
import throughline.notification.subscription.SubscriberLists.NotTaken;
import throughline.notification.subscription.SubscriptionState.Status;
import throughline.notification.suppression.Purpose;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** {@code /staff/mail/subscribers}: who asked for new articles, with search, and lists of them in and out. */
@Controller
class SubscriberPages {

    private static final int A_PAGE = 50;
    /** So many lines that were not taken are shown one by one; the rest is counted. */
    private static final int MOST_SHOWN = 50;

    private final Subscriptions subscriptions;
    private final SubscriberLists lists;
    private final PageTimes times;
    private final MessageSource texts;
    private final PracticeSettings practice;

    SubscriberPages(
            Subscriptions subscriptions,
            SubscriberLists lists,
            PageTimes times,
            MessageSource texts,
            PracticeSettings practice) {
        this.subscriptions = subscriptions;
        this.lists = lists;
        this.times = times;
        this.texts = texts;
        this.practice = practice;
    }

    /** One of them. {@code since} says since when and how. */
    record Line(String email, String badge, String tone, String since) {}

    /** What came of a list. */
    record Taken(
            String sentence, List<String> refused, @Nullable String more) {}

    @GetMapping("/staff/mail/subscribers")
    String page(
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "") String q,
            Model model,
            Locale locale) {
        String sought = q.strip();
        Listed<Line> listed = Listed.of(
                page, A_PAGE, (number, size) -> subscriptions.page(sought, number, size), one -> line(one, locale));
        model.addAttribute("q", sought);
        model.addAttribute("page", page);
        model.addAttribute("subscribers", listed.items());
        model.addAttribute("next", listed.next());
        model.addAttribute("count", subscriptions.countConfirmedAfter(Purpose.ARTICLES, ""));
        return "notification/subscribers";
    }

    @PostMapping("/staff/mail/subscribers")
    String read(@RequestParam("list") MultipartFile list, Model model, Locale locale) throws IOException {
        try {
            if (list.isEmpty()) {
                model.addAttribute("wrong", text("no-file", locale));
            } else {
                model.addAttribute("taken", taken(lists.read(list.getBytes()), locale));
            }
        } catch (Problem problem) {
            model.addAttribute("wrong", problem.getMessage());
        }
        return page(1, "", model, locale);
    }

    private Line line(SubscriptionState one, Locale locale) {
        return new Line(
                one.email(),
                text("state." + one.state(), locale),
                switch (one.state()) {
                    case CONFIRMED -> "ok";
                    case REQUESTED -> "wait";
                    case WITHDRAWN -> "info";
                },
                text(
                        one.proof().how().equals("import") && one.state() == Status.CONFIRMED ? "since.list" : "since",
                        locale,
                        times.when(one.proof().at(), practice.zone(), locale)));
    }

    private Taken taken(SubscriberLists.Report report, Locale locale) {
        List<NotTaken> refused = report.refused();
        return new Taken(
                text("taken", locale, report.rows(), report.imported(), report.already(), refused.size()),
                refused.stream()
                        .limit(MOST_SHOWN)
                        .map(one -> text("line", locale, one.line(), why(one.code(), locale)))
                        .toList(),
                refused.size() > MOST_SHOWN ? text("line.more", locale, refused.size() - MOST_SHOWN) : null);
    }

    /** A reason that staff gave when they suppressed an address stands as they wrote it. */
    private String why(String code, Locale locale) {
        return String.valueOf(texts.getMessage("notification.subscribers.why." + code, null, code, locale));
    }

    private String text(String key, Locale locale, Object... details) {
        return texts.getMessage("notification.subscribers." + key, details, locale);
    }
}
