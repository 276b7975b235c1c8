package throughline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.DeliveryId;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.notification.message.CalendarPart;
import throughline.notification.message.MailTemplate;
import throughline.notification.message.Unsubscribe;

/**
 * A mail somebody wants to be sent. The id is derived from purpose, subject, step, recipient and revision, so planning the
 * same mail again changes nothing.
 *
 * @param clientId the client; the subscriber's id where the recipient is only a subscriber; {@code practice} for copies
 * @param purpose {@code confirmation}, {@code change}, {@code cancellation}, {@code reminder}, {@code copy},
 *     {@code follow-up}, {@code articles}, {@code opt-in}: what consent and suppression are asked for
 * @param to the address, as given
 * @param toName the name for the To header, if there is one
 * @param dueAt not before this practice time
 * @param values the template's variables, for example {@code client.firstName}; times in them are written by
 *     {@link throughline.notification.message.MailTimes} in the recipient's zone
 * @param unsubscribe present on everything that is not about the reader's own call
 * @param origin what planned it, if a sequence did
 * @param because the id of the event or enrollment that led to it
 * @param why in words, for the page that answers "why did Ana get this"
 * @param cause the chain this mail belongs to: all its later events carry the same correlation id
 */
public record PlannedMail(
        DeliveryId id,
        ClientId clientId,
        String purpose,
        DeliveryClass deliveryClass,
        Lane lane,
        String to,
        @Nullable String toName,
        Instant dueAt,
        MailTemplate template,
        Map<String, String> values,
        @Nullable CalendarPart calendar,
        @Nullable Unsubscribe unsubscribe,
        @Nullable Origin origin,
        String because,
        String why,
        Cause cause) {

    /** The same mail, this much later. */
    public PlannedMail after(Duration later) {
        return later.isZero()
                ? this
                : new PlannedMail(
                        id,
                        clientId,
                        purpose,
                        deliveryClass,
                        lane,
                        to,
                        toName,
                        dueAt.plus(later),
                        template,
                        values,
                        calendar,
                        unsubscribe,
                        origin,
                        because,
                        why,
                        cause);
    }

    /**
     * The enrollment and the step that planned a mail; {@code revision} is the enrollment's at that time. A mail whose
     * enrollment has another revision by now is not sent.
     */
    public record Origin(String sequence, int version, String step, EnrollmentId enrollmentId, int revision) {}
}
