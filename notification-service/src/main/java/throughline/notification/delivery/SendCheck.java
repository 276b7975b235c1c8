package throughline.notification.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The reasons against those that may not go. A check that can answer for many with one question to the database should: ten
     * thousand article mails would ask twenty thousand.
     */
    default Map<DeliveryId, String> refusals(List<Candidate> mails) {
        Map<DeliveryId, String> reasons = new HashMap<>();
        mails.forEach(mail -> refusal(mail).ifPresent(reason -> reasons.put(mail.id(), reason)));
        return reasons;
    }
}
