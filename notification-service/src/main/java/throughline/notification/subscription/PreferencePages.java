package throughline.notification.subscription;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.notification.suppression.Purpose;

/** Which mails a person wants, behind a link that was mailed to them. */
@Controller
class PreferencePages {

    private final StopLinks links;
    private final Stops stops;
    private final ReaderZones zones;

    PreferencePages(StopLinks links, Stops stops, ReaderZones zones) {
        this.links = links;
        this.stops = stops;
        this.zones = zones;
    }

    @GetMapping("/preferences/{token}")
    ModelAndView page(@PathVariable String token, HttpServletResponse response) {
        return links.preferencesOf(token)
                .map(address -> show(token, address, false))
                .orElseGet(() -> over(response));
    }

    @PostMapping("/preferences/{token}")
    ModelAndView save(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String followup,
            @RequestParam(defaultValue = "") String articles,
            @RequestParam(defaultValue = "") String zone,
            HttpServletResponse response) {
        return links.preferencesOf(token)
                .map(address -> {
                    set(address, Purpose.FOLLOW_UP, !followup.isEmpty());
                    set(address, Purpose.ARTICLES, !articles.isEmpty());
                    zones.set(address, zone);
                    return show(token, address, true);
                })
                .orElseGet(() -> over(response));
    }

    private void set(String address, Purpose purpose, boolean wanted) {
        if (wanted != stops.wanted(address, purpose)) {
            if (wanted) {
                stops.allow(address, purpose);
            } else {
                stops.stop(address, purpose, "preferences");
            }
        }
    }

    private ModelAndView show(String token, String address, boolean saved) {
        ModelAndView page = new ModelAndView(
                "notification/preferences",
                Map.of(
                        "token", token,
                        "saved", saved,
                        "address", stops.emailOf(address).map(Addresses::masked).orElse("…"),
                        "followup", stops.wanted(address, Purpose.FOLLOW_UP),
                        "articles", stops.wanted(address, Purpose.ARTICLES)));
        page.addObject("zones", zones.of(address).map(zones::choices).orElse(List.of()));
        return page;
    }

    private static ModelAndView over(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return new ModelAndView("notification/link-over");
    }
}
