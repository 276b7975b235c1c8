package throughline.notification.inbound;

import jakarta.mail.MessagingException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import throughline.notification.delivery.Reconciler;

/** Looks for mails in doubt in the folder in which the mailbox keeps copies of what was sent through its server. */
@Component
class MailboxCopies implements Reconciler {
    private final ImapSettings settings;
    private final ImapMailbox mailbox;

    MailboxCopies(ImapSettings settings) {
        this.settings = settings;
        this.mailbox = new ImapMailbox(settings);
    }

    @Override
    public Map<String, String> taken(Collection<String> messageIds) throws MessagingException {
        var found = new HashMap<String, String>();
        if (settings.isConfigured() && !settings.copies().isBlank()) {
            mailbox.copiesOf(messageIds).forEach(id -> found.put(id, "its copy lies in the mailbox"));
        }
        return found;
    }
}
