package throughline.notification.subscription;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.notification.suppression.Purpose;

/**
 * The link at the end of a mail. A GET shows a page and changes nothing; a POST to the same address is a mail program's
 * one-click unsubscribe (RFC 8058): no cookie, no token but the link's own, no redirect, the same answer each time.
 */
@Controller
class StopPages {

    private static final String STOPPED = "Done. These mails stop now.\n";
    private static final String UNKNOWN = "This link is not one of ours. Nothing was changed.\n";

    private final StopLinks links;
    private final Stops stops;

    StopPages(StopLinks links, Stops stops) {
        this.links = links;
        this.stops = stops;
    }

    @GetMapping("/u/{token}")
    ModelAndView page(@PathVariable String token, HttpServletResponse response) {
        return links.stopOf(token)
                .map(target -> show("notification/stop", token, target))
                .orElseGet(() -> over(response));
    }

    @PostMapping("/u/{token}")
    ResponseEntity<String> oneClick(@PathVariable String token) {
        Optional<StopLinks.Target> target = links.stopOf(token);
        target.ifPresent(t -> stops.stop(t.address(), t.purpose(), "one-click"));
        return ResponseEntity.status(target.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND)
                .contentType(MediaType.TEXT_PLAIN)
                .body(target.isPresent() ? STOPPED : UNKNOWN);
    }

    /** The page's own button; {@code scope=all} stops everything that is not about the reader's own calls. */
    @PostMapping("/u/{token}/confirm")
    ModelAndView stop(
            @PathVariable String token, @RequestParam(defaultValue = "") String scope, HttpServletResponse response) {
        return links.stopOf(token)
                .map(target -> {
                    stops.stop(target.address(), target.purpose(), "page");
                    if (scope.equals("all")) {
                        stops.stop(target.address(), Purpose.FOLLOW_UP, "page");
                        stops.stop(target.address(), Purpose.ARTICLES, "page");
                    }
                    return show("notification/stopped", token, target);
                })
                .orElseGet(() -> over(response));
    }

    /** It was a mistake: from now on mails may come again. What has ended stays ended. */
    @PostMapping("/u/{token}/undo")
    ModelAndView undo(@PathVariable String token, HttpServletResponse response) {
        return links.stopOf(token)
                .map(target -> {
                    stops.allow(target.address(), target.purpose());
                    return show("notification/allowed", token, target);
                })
                .orElseGet(() -> over(response));
    }

    private ModelAndView show(String view, String token, StopLinks.Target target) {
        return new ModelAndView(
                view,
                Map.of(
                        "token",
                        token,
                        "kind",
                        target.purpose().code(),
                        "address",
                        stops.emailOf(target.address()).map(Addresses::masked).orElse("…"),
                        "preferences",
                        links.preferences(target.address())));
    }

    private static ModelAndView over(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return new ModelAndView("notification/link-over");
    }
}
