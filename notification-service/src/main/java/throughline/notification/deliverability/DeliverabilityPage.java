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
    private final BeforeCampaign campaign;
    private final MessageSource texts;

    DeliverabilityPage(Deliverability deliverability, BeforeCampaign campaign, MessageSource texts) {
        this.deliverability = deliverability;
        this.campaign = campaign;
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
        var lines =
                campaign.look().stream().map(finding -> line(finding, locale)).toList();
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
        return new Findings(deliverability.domain(), campaign.look());
    }

    /** Whether the check has passed, without looking anew: {@code READY, NOT_READY, UNCHECKED} or {@code NOT_NEEDED}. */
    record Campaign(BeforeCampaign.Standing standing) {}

    @GetMapping("/api/notification/v1/deliverability/campaign")
    @ResponseBody
    Campaign campaign() {
        return new Campaign(campaign.standing());
    }

    /** A sentence with a link for pages from which mail goes to many readers; empty where there is nothing to say. */
    @GetMapping("/staff/mail/check/warning")
    String warning(Model model) {
        model.addAttribute("standing", campaign.standing().name());
        return "notification/before-campaign :: warning";
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
