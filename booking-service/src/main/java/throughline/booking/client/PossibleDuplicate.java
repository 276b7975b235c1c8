package throughline.booking.client;

import throughline.contract.ClientId;

/**
 * Two records that may be one person.
 *
 * @param reason {@code phone} or {@code name}: what they have in common
 * @param settled staff have decided, or one of the two is gone
 */
public record PossibleDuplicate(ClientId client, ClientId other, String reason, boolean settled) {

    /** The one that is not the given one. */
    public ClientId besides(ClientId one) {
        return client.equals(one) ? other : client;
    }

    PossibleDuplicate asSettled() {
        return new PossibleDuplicate(client, other, reason, true);
    }
}
