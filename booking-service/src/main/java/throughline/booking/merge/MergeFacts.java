package throughline.booking.merge;

import org.springframework.stereotype.Component;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.ClientsMerged;
import throughline.event.Cause;
import throughline.event.Envelope;
import throughline.inbox.EventHandler;

/** A merge as it comes back: what a crash kept from following it follows now. */
@Component
class MergeFacts implements EventHandler<BookingEvent> {

    private final Merging merging;

    MergeFacts(Merging merging) {
        this.merging = merging;
    }

    @Override
    public String group() {
        return "booking-merges";
    }

    @Override
    public Class<BookingEvent> reads() {
        return BookingEvent.class;
    }

    @Override
    public void on(BookingEvent event, Envelope envelope) {
        if (event instanceof ClientsMerged merged) {
            merging.follow(merged.clientId(), merged.merged(), Cause.of(envelope, "merge"));
        }
    }
}
