package throughline.notification.deliverability;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** {@code /staff/mail/check}: each finding with what it means and what to do; the same as JSON. */
@Controller
class DeliverabilityPage {
    private final Deliverability deliverability;
    private final MessageSource texts;

    DeliverabilityPage(Deliverability deliverability, MessageSource texts) {
        this.deliverability = deliverability;
        this.texts = texts;
    }

    /**
     * One finding in words.
     *
     * @param tone of the badge: ok, wait, bad, info
     * @param value what was found, word for word; empty where there is nothing to show
     */
    record Line(String id, String name, String badge, String tone, String text, String value) {}

    @GetMapping("/staff/mail/check")
    String page(Model model, Locale locale) {
        var lines = deliverability.look().stream()
                .map(finding -> line(finding, locale))
                .toList();
        model.addAttribute("domain", deliverability.domain());
        model.addAttribute("lines", lines);
        model.addAttribute("bad", lines.stream().anyMatch(line -> line.tone().equals("bad")));
        return "notification/check";
    }

    /** The findings as a program reads them. */
    record Findings(String domain, List<Finding> findings) {}

    @GetMapping("/api/notification/v1/deliverability")
    @ResponseBody
    Findings json() {
        return new Findings(deliverability.domain(), deliverability.look());
    }

    private Line line(Finding finding, Locale locale) {
        var details = finding.details().toArray();
        return new Line(
                finding.id(),
                text("name." + finding.id(), locale),
                text("state." + finding.state().name(), locale),
                switch (finding.state()) {
                    case OK -> "ok";
                    case WARN -> "wait";
                    case BAD -> "bad";
                    case UNKNOWN -> "info";
                },
                finding.code().equals("unreachable")
                        ? text("unreachable", locale)
                        : text(finding.id() + "." + finding.code(), locale, details),
                finding.id().equals("spf") || finding.id().equals("dmarc")
                        ? finding.details().stream()
                                .filter(detail -> detail.contains("="))
                                .findFirst()
                                .orElse("")
                        : "");
    }

    private String text(String key, Locale locale, Object... details) {
        return texts.getMessage("notification.check." + key, details, locale);
    }
}
