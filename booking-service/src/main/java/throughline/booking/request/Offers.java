package throughline.booking.request;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;
import throughline.booking.busy.BusyCalendars;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Offer;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.practitioner.Practitioner;
import throughline.booking.practitioner.Practitioners;
import throughline.booking.slot.Slots;

/** Brings together what decides about a start: the call type's rules, the practitioner's availability, the calendar, now. */
@Component
public class Offers {

    /** Days: limits count by the week, and the reader's zone is up to a day away. */
    private static final int AROUND = 10;

    private final CallTypes callTypes;
    private final Practitioners practitioners;
    private final Calendars calendars;
    private final BusyCalendars busy;
    private final Clock clock;

    Offers(CallTypes callTypes, Practitioners practitioners, Calendars calendars, BusyCalendars busy, Clock clock) {
        this.callTypes = callTypes;
        this.practitioners = practitioners;
        this.calendars = calendars;
        this.busy = busy;
        this.clock = clock;
    }

    public Offer of(CallType type) {
        return of(type, practitioner(type));
    }

    /** @param practitioner who holds the calls of this type, read before */
    Offer of(CallType type, Practitioner practitioner) {
        return new Offer(
                type.practitioner(), type.rules(), practitioner.availability(), busy.busy(type.practitioner()));
    }

    /** The offer under whose rules a call was booked, also if it can no longer be booked. */
    public Offer ofCall(String callType) {
        return of(callTypes
                .ever(callType)
                .orElseThrow(() -> new IllegalStateException("a call is of a type that never was: " + callType)));
    }

    public Practitioner practitioner(CallType type) {
        return practitioners
                .find(type.practitioner())
                .orElseThrow(() -> new IllegalStateException("a call type names nobody: " + type.typeId()));
    }

    /** What is free now on these dates, in whatever zone; of other dates the answer knows nothing. */
    public Slots slots(Offer offer, LocalDate from, LocalDate to) {
        return offer.slots(
                calendars.takenOf(
                        offer.practitioner(),
                        from.minusDays(AROUND).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        to.plusDays(AROUND).atStartOfDay(ZoneOffset.UTC).toInstant()),
                clock.instant());
    }

    /** What is free now. */
    public Slots slots(Offer offer) {
        return offer.slots(calendars.takenOf(offer.practitioner()), clock.instant());
    }
}
