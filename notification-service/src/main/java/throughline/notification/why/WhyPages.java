package throughline.notification.why;

import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import throughline.contract.ClientId;
import throughline.notification.contact.KnownClient;
import throughline.notification.enrollment.Recipients;
import throughline.service.PracticeSettings;

/** The same as pages: one mail's chain, and all there is to say about one person. */
@Controller
class WhyPages {

    private final Whys whys;
    private final Recipients recipients;
    private final PracticeSettings practice;

    WhyPages(Whys whys, Recipients recipients, PracticeSettings practice) {
        this.whys = whys;
        this.recipients = recipients;
        this.practice = practice;
    }

    @GetMapping("/staff/sequences/why/{id}")
    String mail(@PathVariable String id, Model model, Locale locale) {
        Why why = whys.of(WhyApi.id(id), locale).orElseThrow(WhyApi::unknown);
        model.addAttribute("why", why);
        model.addAttribute("zone", practice.zone());
        return "notification/why";
    }

    @GetMapping("/staff/sequences/people/{client}")
    String person(@PathVariable String client, Model model, Locale locale) {
        ClientId person = new ClientId(client);
        model.addAttribute(
                "name", recipients.find(person).map(KnownClient::called).orElse(""));
        model.addAttribute("client", client);
        model.addAttribute("answers", whys.of(person, null, locale));
        return "notification/why-person";
    }
}
