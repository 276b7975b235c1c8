package throughline.content.erasure;

import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.ClientErased;
import throughline.contract.content.ClientErasureConfirmed;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.ErasedLetters;
import throughline.inbox.EventHandler;

/** Hears that a client was erased and confirms it. */
@Component
class Erasures implements EventHandler<BookingEvent> {

    private final ErasedLetters letters;
    private final Aggregates<Receipt> receipts;

    Erasures(ErasedLetters letters, AggregateFactory aggregates) {
        this.letters = letters;
        this.receipts = aggregates.of("content.erasures", Receipt.class);
    }

    /** What is left of an erased client here, under the id of the event that said so. */
    record Receipt(String receipt) {}

    @Override
    public String group() {
        return "content-erasures";
    }

    @Override
    public Class<BookingEvent> reads() {
        return BookingEvent.class;
    }

    @Override
    public void on(BookingEvent event, Envelope envelope) {
        if (event instanceof ClientErased erased) {
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
}
