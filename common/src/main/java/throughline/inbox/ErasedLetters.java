package throughline.inbox;

import throughline.contract.ClientId;
import throughline.contract.booking.ClientErased;
import throughline.event.EventTypes;

/**
 * Deletes the dead letters about an erased client, whose original bytes may say who it was. What waited behind one of them to
 * forget the client is no longer held up by it.
 */
public final class ErasedLetters {

    private final DeadLetterStore letters;

    ErasedLetters(DeadLetterStore letters) {
        this.letters = letters;
    }

    public void of(ClientId client) {
        letters.forget(client.value(), EventTypes.nameOf(ClientErased.class));
    }
}
