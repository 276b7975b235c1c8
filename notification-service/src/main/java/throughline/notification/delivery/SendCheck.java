package throughline.notification.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;

/**
 * Asked immediately before the body of a mail leaves: may it still go? Beans of the packages that plan mails; the first
 * refusal counts. Must answer quickly and without side effects.
 */
public interface SendCheck {

    /** What a check may look at. {@code to} is the address as given, {@code origin} absent where no sequence planned it. */
    record Candidate(
            DeliveryId id, ClientId clientId, String purpose, String to, PlannedMail.@Nullable Origin origin) {}

    /** A reason code ({@code stopped}, {@code suppressed}, {@code no_consent}, {@code stale}, {@code cancelled} …), or empty to let it go. */
    Optional<String> refusal(Candidate mail);
}
