package throughline.dashboard.journal;

import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.contract.booking.ClientErased;
import throughline.contract.dashboard.ClientErasureConfirmed;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.ErasedLetters;

/** Forgets an erased client: no row of the journal keeps the id, dead letters about them are gone. Accounts are not clients. */
@Component
class Erasures {

    private final Journal journal;
    private final ErasedLetters letters;
    private final Aggregates<Receipt> receipts;

    Erasures(Journal journal, ErasedLetters letters, AggregateFactory aggregates) {
        this.journal = journal;
        this.letters = letters;
        this.receipts = aggregates.of("dashboard.erasures", Receipt.class);
    }

    /** What is left of an erased client here, under the id of the event that said so. */
    record Receipt(String receipt) {}

    void erase(ClientErased erased, Envelope envelope) {
        journal.erase(erased.clientId());
        letters.of(erased.clientId());
        receipts.<Void>change(
                envelope.id().toString(),
                Cause.of(envelope, "confirm"),
                before -> before.isPresent()
                        ? Decision.unchanged()
                        : Decision.changed(
                                new Receipt(erased.receipt()),
                                new ClientErasureConfirmed(erased.clientId(), erased.receipt())));
    }
}
