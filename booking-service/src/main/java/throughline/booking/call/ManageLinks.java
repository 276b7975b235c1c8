package throughline.booking.call;

import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.service.PracticeSettings;
import throughline.web.link.SignedLinks;

/**
 * The links by which a client manages a call: signed (HMAC-SHA-256), bound to this purpose, to the call and to the link's
 * generation, which rises when the call moves. A link has no end of its own; the call's end is the link's.
 */
@Component
public class ManageLinks {

    private static final String PURPOSE = "manage";

    private final SignedLinks links;
    private final PracticeSettings practice;

    ManageLinks(SignedLinks links, PracticeSettings practice) {
        this.links = links;
        this.practice = practice;
    }

    /** What a genuine token is about. */
    public record Token(CallId callId, int generation) {}

    public String token(CallId callId, int generation) {
        return links.sign(PURPOSE, callId + "." + generation, null);
    }

    public String page(CallId callId, int generation) {
        return practice.link("/calls/" + token(callId, generation));
    }

    public String calendarFile(CallId callId, int generation) {
        return page(callId, generation) + "/call.ics";
    }

    /** Empty for a token we have not made. */
    public Optional<Token> read(String token) {
        return links.verify(PURPOSE, token).map(verified -> {
            int dot = verified.subject().lastIndexOf('.');
            return new Token(
                    new CallId(verified.subject().substring(0, dot)),
                    Integer.parseInt(verified.subject().substring(dot + 1)));
        });
    }

    /** The generation of a link as an event carries it. */
    int generationOf(String page) {
        return read(page.substring(page.lastIndexOf('/') + 1))
                .map(Token::generation)
                .orElse(0);
    }
}
