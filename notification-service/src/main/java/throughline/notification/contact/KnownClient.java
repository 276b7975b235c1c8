package throughline.notification.contact;

import java.time.ZoneId;
import java.util.Map;
import throughline.contract.ClientId;

/**
 * A client as this service knows them.
 *
 * @param address keyed hash of the address, see {@link throughline.notification.suppression.AddressHash}
 * @param followUp whether mails may follow a call
 * @param lastEvents the id of the newest event of each kind that was about this client; ids rise with time
 */
public record KnownClient(
        ClientId id,
        String name,
        String email,
        String phone,
        String address,
        String locale,
        ZoneId zone,
        boolean followUp,
        Map<String, String> lastEvents) {

    /** What staff read: the name, or the address of somebody who gave none. */
    public String called() {
        return name.isBlank() ? email : name.strip();
    }

    /** Whether an event of this kind happened after the one with the given id. */
    public boolean hadSince(String event, String eventId) {
        String last = lastEvents.get(event);
        return last != null && last.compareTo(eventId) > 0;
    }
}
