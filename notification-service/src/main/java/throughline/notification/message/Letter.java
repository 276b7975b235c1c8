package throughline.notification.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a mail is made from.
 *
 * @param id of the delivery; gives the boundaries between the parts, so that composing twice gives the same bytes
 * @param messageId with angle brackets; the same for every try
 * @param date what the Date header says, practice time
 * @param toName how the reader is called, if known
 * @param unsubscribe present on what is not transactional
 */
public record Letter(
        String id,
        String messageId,
        Instant date,
        @Nullable String toName,
        String toAddress,
        MailTemplate template,
        Map<String, String> values,
        @Nullable CalendarPart calendar,
        @Nullable Unsubscribe unsubscribe) {}
