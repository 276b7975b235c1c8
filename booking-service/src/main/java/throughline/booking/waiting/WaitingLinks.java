package throughline.booking.waiting;

import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.contract.PractitionerId;
import throughline.service.PracticeSettings;
import throughline.web.link.SignedLinks;

/** The links by which somebody on the list looks at an offer, takes it, lets it go, or leaves. They end with the request. */
@Component
class WaitingLinks {

    private static final String PURPOSE = "waiting";

    private final SignedLinks links;
    private final PracticeSettings practice;

    WaitingLinks(SignedLinks links, PracticeSettings practice) {
        this.links = links;
        this.practice = practice;
    }

    record Token(CallId callId, PractitionerId practitioner) {}

    String page(CallId callId, PractitionerId practitioner) {
        return practice.link("/calls/waiting/" + token(callId, practitioner));
    }

    String token(CallId callId, PractitionerId practitioner) {
        return links.sign(PURPOSE, callId + "." + practitioner, null);
    }

    Optional<Token> read(String token) {
        return links.verify(PURPOSE, token).map(verified -> {
            int dot = verified.subject().indexOf('.');
            return new Token(
                    new CallId(verified.subject().substring(0, dot)),
                    new PractitionerId(verified.subject().substring(dot + 1)));
        });
    }
}
