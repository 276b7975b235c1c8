package throughline.notification.subscription;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.web.problem.Problem;

/** The form for new articles, and the page behind the link in the question that follows. Only its button confirms. */
@Controller
class SubscriptionPages {

    private static final String FORM = "notification/subscribe";
    private static final String OVER = "notification/link-over";

    private final SubscriptionRequests requests;
    private final Subscriptions subscriptions;

    SubscriptionPages(SubscriptionRequests requests, Subscriptions subscriptions) {
        this.requests = requests;
        this.subscriptions = subscriptions;
    }

    @GetMapping("/subscriptions")
    ModelAndView form() {
        return new ModelAndView(FORM, Map.of("email", "", "wrong", false));
    }

    /** {@code website} is a field no person sees; whoever fills it in is told the same and nothing happens. */
    @PostMapping("/subscriptions")
    ModelAndView ask(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestParam(defaultValue = "") String website,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            if (website.isEmpty()) {
                requests.accept(email, purpose, request);
            }
            return new ModelAndView("notification/subscribe-sent");
        } catch (Problem problem) {
            if (!problem.code().equals("BAD_EMAIL")) {
                throw problem;
            }
            response.setStatus(problem.status().value());
            return new ModelAndView(FORM, Map.of("email", email, "wrong", true));
        }
    }

    @GetMapping("/subscriptions/{token}")
    ModelAndView question(@PathVariable String token, HttpServletResponse response) {
        return subscriptions
                .byLink(token)
                .map(found -> new ModelAndView(
                        "notification/confirm",
                        Map.of(
                                "token",
                                token,
                                "address",
                                Addresses.masked(found.state().email()))))
                .orElseGet(() -> over(response));
    }

    @PostMapping("/subscriptions/{token}")
    ModelAndView confirm(@PathVariable String token, HttpServletResponse response) {
        return subscriptions.confirm(token) ? new ModelAndView("notification/confirmed") : over(response);
    }

    private static ModelAndView over(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return new ModelAndView(OVER);
    }
}
