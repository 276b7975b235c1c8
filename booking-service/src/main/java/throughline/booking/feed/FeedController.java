package throughline.booking.feed;

import com.mongodb.client.model.Filters;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import throughline.aggregate.Stored;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.contract.PractitionerId;
import throughline.service.PracticeSettings;
import throughline.web.limit.ClientAddress;
import throughline.web.limit.RequestLimits;
import throughline.web.problem.Problem;

/** The feed behind a private address: only reads, and whoever guesses is slowed down. */
@RestController
class FeedController {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
    private static final Duration BEHIND = Duration.ofDays(30);
    private static final int MOST = 5_000;
    private static final int TIMES = 60;
    private static final Duration PER = Duration.ofMinutes(10);

    private final PrivateFeeds feeds;
    private final Calls calls;
    private final RequestLimits limits;
    private final ClientAddress address;
    private final PracticeSettings practice;
    private final Clock clock;

    FeedController(
            PrivateFeeds feeds,
            Calls calls,
            RequestLimits limits,
            ClientAddress address,
            PracticeSettings practice,
            Clock clock) {
        this.feeds = feeds;
        this.calls = calls;
        this.limits = limits;
        this.address = address;
        this.practice = practice;
        this.clock = clock;
    }

    @GetMapping("/calls/calendar/{token:[A-Za-z0-9_-]{40,50}}.ics")
    ResponseEntity<byte[]> get(@PathVariable String token, HttpServletRequest request) {
        limits.refuse("calendar-feed", address.of(request), TIMES, PER).ifPresent(wait -> {
            throw Problem.of(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", Sentences.of("booking.problem.tooMany"))
                    .retryAfter(wait);
        });
        PractitionerId practitioner = feeds.owner(token).orElseThrow(Inputs::notFound);
        Instant now = clock.instant();
        List<Stored<Call>> found = calls.find(
                Filters.and(
                        Filters.eq("state.practitioner", practitioner.value()),
                        Filters.in("state.state", Call.State.CONFIRMED.name(), Call.State.REQUESTED.name()),
                        Filters.gte("state.start", Date.from(now.minus(BEHIND)))),
                0,
                MOST);
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .cacheControl(CacheControl.noStore())
                .header("X-Robots-Tag", "noindex")
                .body(FeedFile.of(found, practice, now).getBytes(StandardCharsets.UTF_8));
    }
}
