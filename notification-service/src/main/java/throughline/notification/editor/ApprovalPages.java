package throughline.notification.editor;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.contract.DeliveryId;
import throughline.notification.delivery.DeliveryView;
import throughline.notification.enrollment.Approvals;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** {@code /staff/sequences/approvals}: mails that wait for the practitioner's yes. */
@Controller
class ApprovalPages {

    private static final int SHOWN = 100;

    private final Approvals approvals;
    private final PageTimes times;
    private final PracticeSettings practice;

    ApprovalPages(Approvals approvals, PageTimes times, PracticeSettings practice) {
        this.approvals = approvals;
        this.times = times;
        this.practice = practice;
    }

    /** One mail. */
    record Line(
            String id,
            String clientId,
            @Nullable String to,
            String subject,
            @Nullable String sequence,
            @Nullable String step,
            String since,
            String why) {}

    @GetMapping("/staff/sequences/approvals")
    String page(Model model, Locale locale) {
        List<Line> lines =
                approvals.waiting(SHOWN).stream().map(row -> line(row, locale)).toList();
        model.addAttribute("lines", lines);
        return "notification/approvals";
    }

    @PostMapping("/staff/sequences/approvals/{id}")
    String decide(@PathVariable String id, @RequestParam("do") String action) {
        DeliveryId mail = new DeliveryId(id);
        if (action.equals("approve")) {
            approvals.approve(mail);
        } else {
            approvals.refuse(mail);
        }
        return "redirect:/staff/sequences/approvals";
    }

    private Line line(DeliveryView row, Locale locale) {
        return new Line(
                row.id(),
                row.clientId(),
                row.to(),
                row.subject(),
                row.sequence(),
                row.step(),
                times.when(row.dueAt(), practice.zone(), locale),
                row.why());
    }
}
