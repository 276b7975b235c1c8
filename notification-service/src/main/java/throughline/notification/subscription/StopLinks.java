package throughline.notification.subscription;

import java.util.Optional;
import org.springframework.stereotype.Component;
import throughline.notification.message.Unsubscribe;
import throughline.notification.suppression.AddressHash;
import throughline.notification.suppression.Purpose;
import throughline.service.PracticeSettings;
import throughline.web.link.SignedLinks;

/**
 * The links at the end of a mail. They name the address only as its keyed hash, so they keep working after the person was
 * erased; they never end.
 */
@Component
public class StopLinks {

    private static final String STOP = "stop";
    private static final String PREFERENCES = "preferences";
    private static final String BETWEEN = "~";

    private final SignedLinks links;
    private final AddressHash addresses;
    private final PracticeSettings practice;

    StopLinks(SignedLinks links, AddressHash addresses, PracticeSettings practice) {
        this.links = links;
        this.addresses = addresses;
        this.practice = practice;
    }

    /** Whose mails, and which. */
    record Target(String address, Purpose purpose) {}

    /** What a mail of this purpose to this address carries. */
    public Unsubscribe of(Purpose purpose, String email) {
        String address = addresses.of(email);
        String token = links.sign(STOP, purpose.code() + BETWEEN + address, null);
        return new Unsubscribe(
                purpose == Purpose.ARTICLES ? "articles" : "follow-ups",
                practice.link("/u/" + token),
                practice.link("/preferences/" + preferences(address)),
                "Stop these mails");
    }

    String preferences(String address) {
        return links.sign(PREFERENCES, address, null);
    }

    Optional<Target> stopOf(String token) {
        return links.verify(STOP, token).flatMap(verified -> {
            String[] parts = verified.subject().split(BETWEEN, 2);
            return Purpose.of(parts[0]).map(purpose -> new Target(parts[1], purpose));
        });
    }

    Optional<String> preferencesOf(String token) {
        return links.verify(PREFERENCES, token).map(SignedLinks.Verified::subject);
    }
}
