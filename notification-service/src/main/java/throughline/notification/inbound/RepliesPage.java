package throughline.notification.inbound;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;

/** {@code /staff/mail/replies}: who wrote back and has not been dealt with. */
@Controller
class RepliesPage {
    private static final int MOST = 50;

    private final Inbound inbound;
    private final PageTimes times;
    private final MessageSource texts;
    private final PracticeSettings practice;

    RepliesPage(Inbound inbound, PageTimes times, MessageSource texts, PracticeSettings practice) {
        this.inbound = inbound;
        this.times = times;
        this.texts = texts;
        this.practice = practice;
    }

    /** One line of the page. */
    record Line(String id, @Nullable String clientId, String what) {}

    @GetMapping("/staff/mail/replies")
    String replies(Model model, Locale locale) {
        model.addAttribute(
                "replies",
                inbound.openReplies(1, MOST).stream()
                        .map(reply -> new Line(
                                reply.id(),
                                reply.state().clientId(),
                                texts.getMessage(
                                        "notification.replies.from",
                                        new Object[] {times.when(reply.state().at(), practice.zone(), locale)},
                                        locale)))
                        .toList());
        return "notification/replies";
    }

    @PostMapping("/staff/mail/replies/{id}/settle")
    String settle(@PathVariable String id) {
        if (!inbound.settle(id)) {
            throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no such reply.");
        }
        return "redirect:/staff/mail/replies";
    }
}
