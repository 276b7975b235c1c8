package throughline.booking.request;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.booking.BookingSettings;
import throughline.web.limit.ClientAddress;
import throughline.web.limit.RequestLimits;
import throughline.web.problem.Problem;

/** How often one address may book, and how often it may hold a time. */
@Component
public class PostLimit {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final RequestLimits limits;
    private final ClientAddress addresses;
    private final BookingSettings settings;

    PostLimit(RequestLimits limits, ClientAddress addresses, BookingSettings settings) {
        this.limits = limits;
        this.addresses = addresses;
        this.settings = settings;
    }

    /** @throws Problem 429 with the time to wait */
    public void booking(HttpServletRequest request) {
        take("booking", request);
    }

    /** @throws Problem 429 with the time to wait */
    public void hold(HttpServletRequest request) {
        take("hold", request);
    }

    private void take(String what, HttpServletRequest request) {
        Optional<Duration> wait = limits.refuse(what, addresses.of(request), settings.postsPerAddress(), WINDOW);
        if (wait.isPresent()) {
            throw Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "TOO_MANY_REQUESTS",
                            "That was tried very often from here. Please wait a few minutes.")
                    .retryAfter(wait.get());
        }
    }
}
