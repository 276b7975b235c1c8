package throughline.notification.inbound;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.DeliveryId;
import throughline.notification.delivery.Deliveries;
import throughline.notification.message.ReturnAddress;

/**
 * Which mail of ours something is about: by the token in the address it came back to, or by the Message-ID it names. Both are known
 * only to those who had the mail in their hands.
 */
@Component
class Links {
    private static final Pattern MESSAGE_ID = Pattern.compile("<([^<>@\\s]{1,128})@[^<>\\s]{1,255}>");
    private static final int MOST_IDS = 20;

    private final Deliveries deliveries;
    private final ReturnAddress returns;

    Links(Deliveries deliveries, ReturnAddress returns) {
        this.deliveries = deliveries;
        this.returns = returns;
    }

    Optional<Deliveries.Addressed> of(ReadMail mail) {
        for (var recipient : mail.recipients()) {
            var byToken = returns.in(recipient).flatMap(id -> find(id, null));
            if (byToken.isPresent()) {
                return byToken;
            }
        }
        for (var messageId : messageIds(mail)) {
            var found = MESSAGE_ID.matcher(messageId);
            if (found.matches()) {
                var byId = find(found.group(1), messageId);
                if (byId.isPresent()) {
                    return byId;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Deliveries.Addressed> find(String id, @Nullable String messageId) {
        try {
            return deliveries.addressed(new DeliveryId(id), messageId);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // not an id of ours
        }
    }

    /** Those of the mail reported on, of the mail answered, then of its ancestors, the nearest first. */
    private static Set<String> messageIds(ReadMail mail) {
        var ids = new LinkedHashSet<String>();
        collect(mail.original().getOrDefault("message-id", ""), ids);
        collect(mail.header("in-reply-to"), ids);
        var references = new LinkedHashSet<String>();
        collect(mail.header("references"), references);
        ids.addAll(references.reversed());
        if (!mail.reportType().isEmpty() || mail.lower("from").contains("mailer-daemon")) {
            collect(mail.text(), ids);
        }
        return ids;
    }

    private static void collect(String text, Set<String> into) {
        var found = MESSAGE_ID.matcher(text);
        for (int i = 0; i < MOST_IDS && found.find(); i++) {
            into.add(found.group());
        }
    }
}
