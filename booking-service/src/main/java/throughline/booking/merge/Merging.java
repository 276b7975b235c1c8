package throughline.booking.merge;

import org.springframework.stereotype.Component;
import throughline.booking.call.Calls;
import throughline.booking.client.Clients;
import throughline.booking.client.Duplicates;
import throughline.booking.note.Notes;
import throughline.contract.ClientId;
import throughline.event.Cause;

/**
 * Joins two records:
 *
 * <ol>
 *   <li>The one that stays takes over consents and the other's id, and carries {@code ClientsMerged} in the same write.
 *   <li>The other one leads to it, and so do its addresses.
 *   <li>Calls and notes go over. What the other wrote stays locked with the key it was locked with.
 * </ol>
 *
 * A crash after the first step is repaired when the fact comes back from Kafka; each step may be repeated.
 */
@Component
class Merging {

    private final Clients clients;
    private final Calls calls;
    private final Notes notes;
    private final Duplicates duplicates;

    Merging(Clients clients, Calls calls, Notes notes, Duplicates duplicates) {
        this.clients = clients;
        this.calls = calls;
        this.notes = notes;
        this.duplicates = duplicates;
    }

    void join(ClientId stays, ClientId other) {
        clients.join(stays, other, Cause.command());
        follow(stays, other, Cause.command());
    }

    void follow(ClientId stays, ClientId other, Cause cause) {
        clients.lead(other, stays, cause);
        calls.handOver(other, stays);
        notes.handOver(other, stays);
        duplicates.settle(stays, other);
    }
}
