package throughline.content.calltoaction;

import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.contract.ArticleId;
import throughline.web.link.SignedLinks;

/**
 * References of calls to action: tokens for the purpose {@code source} about {@code <articleId>.<revision>.<callToAction>},
 * without an end. The same reference becomes the {@code source} of a booking.
 */
@Component
public class References {

    private static final String PURPOSE = "source";

    private final SignedLinks links;

    References(SignedLinks links) {
        this.links = links;
    }

    /** What a reference is about. */
    record Followed(ArticleId article, int revision, String callToAction) {}

    /** The path of the link, {@code /go/…}; the same for everybody. */
    public String path(ArticleId article, int revision, String callToAction) {
        return "/go/" + links.sign(PURPOSE, article.value() + "." + revision + "." + callToAction, null);
    }

    /** Empty if it was not made here. */
    Optional<Followed> read(String reference) {
        return links.verify(PURPOSE, reference).flatMap(v -> parse(v.subject()));
    }

    private static Optional<Followed> parse(String subject) {
        String[] parts = subject.split("\\.", -1);
        return parts.length == 3 && parts[1].matches("[0-9]{1,9}")
                ? Optional.of(new Followed(new ArticleId(parts[0]), Integer.parseInt(parts[1]), parts[2]))
                : Optional.empty();
    }
}
