package throughline.booking.staff;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import throughline.booking.calltype.CallTypes;
import throughline.service.PracticeSettings;

/** What to put on one's own site: the link, which always works, and the frame, for the sites that are listed. */
@Controller
class EmbedPage {

    private final CallTypes callTypes;
    private final PracticeSettings practice;
    private final List<String> listed;

    EmbedPage(
            CallTypes callTypes,
            PracticeSettings practice,
            @Value("${throughline.frame-ancestors:}") String frameAncestors) {
        this.callTypes = callTypes;
        this.practice = practice;
        this.listed = frameAncestors.isBlank()
                ? List.of()
                : List.of(frameAncestors.strip().split("[ ,]+"));
    }

    record Snippet(String name, String link, String frame) {}

    @GetMapping("/staff/calls/embed")
    ModelAndView embed() {
        List<Snippet> snippets = callTypes.bookable().stream()
                .map(type -> new Snippet(
                        type.name(),
                        practice.link("/book?type=" + type.typeId()),
                        "<iframe src=\"" + practice.link("/embed?type=" + type.typeId())
                                + "\" title=\"Book a call\" width=\"100%\" height=\"900\" loading=\"lazy\"></iframe>\n"
                                + "<script src=\"" + practice.link("/web/embed.js") + "\" async></script>"))
                .toList();
        return new ModelAndView("booking/embed", Map.of("snippets", snippets, "listed", listed));
    }
}
