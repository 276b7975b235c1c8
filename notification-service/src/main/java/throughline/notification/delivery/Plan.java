package throughline.notification.delivery;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.notification.message.CalendarPart;
import throughline.notification.message.Unsubscribe;

/**
 * What was planned; never changes, except that erasing a client empties what is personal.
 *
 * @param template id of the template in {@link TemplateShelf}
 * @param subject as the reader sees it
 * @param date what the mail's Date header says on every try: when it was due, or planned if that was later
 */
record Plan(
        ClientId clientId,
        String purpose,
        DeliveryClass deliveryClass,
        Lane lane,
        String to,
        @Nullable String toName,
        Instant dueAt,
        Instant date,
        String template,
        String subject,
        Map<String, String> values,
        @Nullable CalendarPart calendar,
        @Nullable Unsubscribe unsubscribe,
        PlannedMail.@Nullable Origin origin,
        String messageId,
        String because,
        String why,
        String correlation,
        @Nullable String causation) {

    /** As {@code Purpose.ARTICLES} is written in the ledger. */
    static final String ARTICLES = "articles";

    boolean isArticle() {
        return purpose.equals(ARTICLES);
    }

    @Nullable
    String step() {
        return origin == null ? null : origin.step();
    }

    /** The chain this mail belongs to, for one more operation in it. */
    Cause cause(String deliveryId, String operation) {
        return new Cause(deliveryId + ":" + operation, correlation, causation);
    }
}
