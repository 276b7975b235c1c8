package throughline.notification.delivery;

import java.util.Collection;
import java.util.Map;

/** Somebody who may know of mails in doubt that they were taken over: a mailbox with copies, the relay's own log. */
public interface Reconciler {

    /**
     * Asked now and then while mails are in doubt. Only ever says that a mail was taken; that nothing is known of it proves nothing.
     *
     * @return for some of the Message-IDs, what shows it, in the words of the page
     * @throws Exception if it cannot be asked just now; it will be asked again
     */
    Map<String, String> taken(Collection<String> messageIds) throws Exception;
}
