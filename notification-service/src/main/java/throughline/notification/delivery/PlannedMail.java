package throughline.notification.delivery;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.EnrollmentId;

/**
 * A mail somebody wants to be sent. The id is derived from purpose, subject, step, recipient and revision, so planning the
 * same mail again changes nothing.
 *
 * @param clientId the client; the subscriber's id where the recipient is only a subscriber; {@code practice} for copies
 * @param purpose {@code confirmation}, {@code change}, {@code cancellation}, {@code reminder}, {@code copy},
 *     {@code follow-up}, {@code articles}, {@code opt-in}: what consent and suppression are asked for
 * @param to the address, as given
 * @param toName the name for the To header, if there is one
 * @param zone the recipient's zone, for the times in the text
 * @param dueAt not before this practice time
 * @param text subject and Markdown with {@code {{variable|fallback}}}
 * @param values the variables, for example {@code client.firstName}
 * @param unsubscribe the absolute {@code /u/…} link; present means the mail carries the List-Unsubscribe headers and the
 *     link at its end
 * @param footer the reason for the mail, in one or two sentences; empty for none
 * @param origin what planned it, if a sequence did
 * @param because the id of the event or enrollment that led to it
 * @param why in words, for the page that answers "why did Ana get this"
 */
public record PlannedMail(
        DeliveryId id,
        ClientId clientId,
        String purpose,
        DeliveryClass deliveryClass,
        Lane lane,
        String to,
        @Nullable String toName,
        String locale,
        ZoneId zone,
        Instant dueAt,
        Text text,
        Map<String, String> values,
        @Nullable Invitation invitation,
        @Nullable String unsubscribe,
        String footer,
        @Nullable Origin origin,
        String because,
        String why) {

    /** Subject and Markdown, the same for everybody who gets this step or article. */
    public record Text(String subject, String markdown) {}

    /**
     * The enrollment and the step that planned a mail; {@code revision} is the enrollment's at that time. A mail whose
     * enrollment has another revision by now is not sent.
     */
    public record Origin(String sequence, int version, String step, EnrollmentId enrollmentId, int revision) {}

    /** The calendar part: {@code text/calendar; method=REQUEST|CANCEL} (RFC 5546) of a call. */
    public record Invitation(
            Method method,
            String uid,
            int sequence,
            Instant start,
            Instant end,
            ZoneId zone,
            String summary,
            String location,
            String description) {

        /** REQUEST creates or moves the entry, CANCEL takes it away. */
        public enum Method {
            REQUEST,
            CANCEL
        }
    }
}
