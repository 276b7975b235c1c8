package throughline.notification.subscription;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.notification.Listed;
import throughline.notification.subscription.SuppressionApi.Asked;
import throughline.notification.suppression.Suppressed;
import throughline.notification.suppression.Suppressions;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** {@code /staff/mail/suppressions}: addresses that are not written to, and why; one more, or one less. */
@Controller
class SuppressionPages {

    private static final int A_PAGE = 50;
    private static final String HERE = "redirect:/staff/mail/suppressions";

    private final Suppressions suppressions;
    private final SuppressionApi api;
    private final PageTimes times;
    private final MessageSource texts;
    private final PracticeSettings practice;

    SuppressionPages(
            Suppressions suppressions,
            SuppressionApi api,
            PageTimes times,
            MessageSource texts,
            PracticeSettings practice) {
        this.suppressions = suppressions;
        this.api = api;
        this.times = times;
        this.texts = texts;
        this.practice = practice;
    }

    /** One of them; an erased person's has no address to show. */
    record Line(String id, String email, String detail) {}

    @GetMapping("/staff/mail/suppressions")
    String page(@RequestParam(defaultValue = "1") int page, Model model, Locale locale) {
        Listed<Line> listed = Listed.of(page, A_PAGE, suppressions::page, one -> line(one, locale));
        model.addAttribute("page", page);
        model.addAttribute("suppressed", listed.items());
        model.addAttribute("next", listed.next());
        return "notification/suppressions";
    }

    @PostMapping("/staff/mail/suppressions")
    String add(@RequestParam String email, @RequestParam String reason, Model model, Locale locale) {
        try {
            api.add(new Asked(email, reason, null));
            return HERE;
        } catch (Problem problem) {
            model.addAttribute("wrong", problem.getMessage());
            model.addAttribute("email", email);
            model.addAttribute("reason", reason);
            return page(1, model, locale);
        }
    }

    @PostMapping("/staff/mail/suppressions/{id}/lift")
    String lift(@PathVariable String id) {
        api.lift(id);
        return HERE;
    }

    private Line line(Suppressed one, Locale locale) {
        String reason = String.valueOf(
                texts.getMessage("notification.subscribers.why." + one.reason(), null, one.reason(), locale));
        return new Line(
                one.id(),
                one.email() == null ? texts.getMessage("notification.suppressions.erased", null, locale) : one.email(),
                texts.getMessage(
                        "notification.suppressions.detail",
                        new Object[] {
                            texts.getMessage(
                                    "notification.suppressions.purpose."
                                            + one.purpose().code(),
                                    null,
                                    locale),
                            reason,
                            times.when(one.at(), practice.zone(), locale)
                        },
                        locale));
    }
}
