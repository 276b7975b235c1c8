package throughline.notification.subscription;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/notification/v1/subscriptions}: always 202, whether the address is known or not. */
@RestController
class SubscriptionApi {

    private static final String PATH = "/api/notification/v1/subscriptions";

    private final SubscriptionRequests requests;

    SubscriptionApi(SubscriptionRequests requests) {
        this.requests = requests;
    }

    record Asked(@Nullable String email, @Nullable String purpose) {}

    /** What happens next, in words. */
    record Taken(String next) {}

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken json(@RequestBody Asked asked, HttpServletRequest request) {
        return take(asked.email(), asked.purpose(), request);
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken form(
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String purpose,
            HttpServletRequest request) {
        return take(email, purpose, request);
    }

    private Taken take(@Nullable String email, @Nullable String purpose, HttpServletRequest request) {
        requests.accept(email, purpose, request);
        return new Taken("If the address can be reached, a mail with a link is on its way.");
    }
}
