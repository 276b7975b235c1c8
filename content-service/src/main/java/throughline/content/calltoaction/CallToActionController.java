package throughline.content.calltoaction;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import throughline.content.calltoaction.References.Followed;
import throughline.contract.content.CallToActionFollowed;
import throughline.web.limit.ClientAddress;
import throughline.web.limit.RequestLimits;

/**
 * {@code /go/{reference}}: on to the booking page, whatever happens. Following the link is the fact itself, so this GET records it;
 * it changes nothing that anybody could see or undo, and a repeated or forged one does no harm.
 */
@Controller
class CallToActionController {

    private static final int COUNTED_PER_MINUTE = 30;

    private final References references;
    private final Follows follows;
    private final RequestLimits limits;
    private final ClientAddress addresses;

    CallToActionController(References references, Follows follows, RequestLimits limits, ClientAddress addresses) {
        this.references = references;
        this.follows = follows;
        this.limits = limits;
        this.addresses = addresses;
    }

    @GetMapping("/go/{reference}")
    ResponseEntity<Void> follow(@PathVariable String reference, HttpServletRequest request) {
        return references
                .read(reference)
                .map(followed -> {
                    if (Visitors.isPerson(request) && !tooOften(request)) {
                        follows.count(fact(followed, reference));
                    }
                    return to("/book?source=" + URLEncoder.encode(reference, StandardCharsets.UTF_8));
                })
                .orElseGet(() -> to("/book"));
    }

    private static CallToActionFollowed fact(Followed followed, String reference) {
        return new CallToActionFollowed(followed.article(), followed.revision(), followed.callToAction(), reference);
    }

    private boolean tooOften(HttpServletRequest request) {
        return limits.refuse("go", addresses.of(request), COUNTED_PER_MINUTE, Duration.ofMinutes(1))
                .isPresent();
    }

    private static ResponseEntity<Void> to(String path) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(path))
                .cacheControl(CacheControl.noStore())
                .header("X-Robots-Tag", "noindex, nofollow")
                .build();
    }
}
