package throughline.booking.calendar;

import java.time.Instant;
import java.util.List;
import throughline.contract.booking.BookingEvent;

/** What there is to know about a request whose time another call has got: the rules it was made under, and what to tell. */
public interface Overtaken {

    Offer offer(Claim request);

    /** @param alternatives free starts closest to the one that is gone */
    BookingEvent fact(Claim request, List<Instant> alternatives);
}
