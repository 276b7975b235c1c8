package throughline.booking.request;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.booking.BookingSettings;
import throughline.booking.Sentences;
import throughline.booking.client.EmailAddress;
import throughline.web.limit.ClientAddress;
import throughline.web.limit.RequestLimits;
import throughline.web.problem.Problem;

/**
 * How often people may book, hold a time, and use their links, in ten minutes: by the address they come from (an IPv6 address
 * counts by its /64), by the e-mail they give, and all together.
 */
@Component
public class PostLimit {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final String ALL = "all";

    private final RequestLimits limits;
    private final ClientAddress addresses;
    private final BookingSettings settings;
    private final LimitSettings more;

    PostLimit(RequestLimits limits, ClientAddress addresses, BookingSettings settings, LimitSettings more) {
        this.limits = limits;
        this.addresses = addresses;
        this.settings = settings;
        this.more = more;
    }

    /** @throws Problem 429 with the time to wait */
    public void booking(HttpServletRequest request) {
        take("booking", addresses.of(request), settings.postsPerAddress());
        take("booking", ALL, more.postsInAll());
    }

    /** @throws Problem 429 with the time to wait */
    public void hold(HttpServletRequest request) {
        take("hold", addresses.of(request), settings.postsPerAddress());
        take("hold", ALL, more.postsInAll());
    }

    /** A booking that makes sense otherwise. @throws Problem 429 with the time to wait */
    public void email(EmailAddress email) {
        take("booking-email", email.key(), more.postsPerEmail());
    }

    /** Cancelling and moving by link. @throws Problem 429 with the time to wait */
    void manage(HttpServletRequest request) {
        take("manage", addresses.of(request), more.managePostsPerAddress());
        take("manage", ALL, more.postsInAll());
    }

    private void take(String what, String who, int times) {
        Optional<Duration> wait = limits.refuse(what, who, times, WINDOW);
        if (wait.isPresent()) {
            throw Problem.of(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", Sentences.of("booking.problem.tooMany"))
                    .retryAfter(wait.get());
        }
    }
}
