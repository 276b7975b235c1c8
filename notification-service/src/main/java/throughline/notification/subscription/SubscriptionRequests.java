package throughline.notification.subscription;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.notification.suppression.Purpose;
import throughline.web.limit.ClientAddress;
import throughline.web.limit.RequestLimits;
import throughline.web.problem.Problem;

/** Asking for mails, the same for the form and for programs: five a minute from one address, and no word about who is known. */
@Component
class SubscriptionRequests {

    private static final int MOST = 5;
    private static final Duration PER = Duration.ofMinutes(1);

    private final Subscriptions subscriptions;
    private final RequestLimits limits;
    private final ClientAddress addresses;

    SubscriptionRequests(Subscriptions subscriptions, RequestLimits limits, ClientAddress addresses) {
        this.subscriptions = subscriptions;
        this.limits = limits;
        this.addresses = addresses;
    }

    void accept(@Nullable String email, @Nullable String purpose, HttpServletRequest request) {
        limits.refuse("subscriptions", addresses.of(request), MOST, PER).ifPresent(wait -> {
            throw Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "TOO_MANY_REQUESTS",
                            "Too many requests came from here in the last minute. Try again in a moment.")
                    .retryAfter(wait);
        });
        if (purpose != null && !purpose.equals(Purpose.ARTICLES.code())) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "UNKNOWN_PURPOSE",
                            "Mails can be asked for with the purpose articles.")
                    .field("purpose");
        }
        subscriptions.request(Addresses.checked(email), Purpose.ARTICLES);
    }
}
