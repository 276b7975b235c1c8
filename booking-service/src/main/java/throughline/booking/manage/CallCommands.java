package throughline.booking.manage;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.booking.calendar.Calendars;
import throughline.booking.calendar.Claim;
import throughline.booking.calendar.Move;
import throughline.booking.call.Call;
import throughline.booking.call.Calls;
import throughline.booking.call.ManageLinks;
import throughline.booking.intake.Intakes;
import throughline.booking.request.Offers;
import throughline.contract.CallId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.By;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallConfirmed;
import throughline.contract.booking.CallDeclined;
import throughline.contract.booking.CallRescheduled;

/** Changes of a call that is known: the calendar decides and tells, then the call takes note. */
@Component
public class CallCommands {

    private static final Logger log = LoggerFactory.getLogger(CallCommands.class);

    private final Calendars calendars;
    private final Calls calls;
    private final Offers offers;
    private final Intakes intakes;
    private final ManageLinks links;

    CallCommands(Calendars calendars, Calls calls, Offers offers, Intakes intakes, ManageLinks links) {
        this.calendars = calendars;
        this.calls = calls;
        this.offers = offers;
        this.intakes = intakes;
        this.links = links;
    }

    /** By the client, with a link of this generation. What the client says about it is kept for staff and told to nobody. */
    public Calendars.Change cancelByLink(CallId id, Call call, int generation, @Nullable String reason) {
        Calendars.Change change = noted(calendars.cancel(
                call.practitioner(), id, generation, claim -> cancelled(id, call, claim, By.CLIENT, null)));
        if (change instanceof Calendars.Change.Done) {
            intakes.reason(id, call.client(), reason);
        }
        return change;
    }

    /** By staff; the reason is written to the client. */
    public Calendars.Change cancelByStaff(CallId id, Call call, @Nullable String reason) {
        return noted(calendars.cancel(
                call.practitioner(), id, null, claim -> cancelled(id, call, claim, By.PRACTITIONER, reason)));
    }

    /** By the client, to an offered time. */
    public Calendars.Change moveByLink(CallId id, Call call, int generation, Instant to) {
        return move(id, call, generation, to, By.CLIENT);
    }

    /** By staff, to any time that is free. */
    public Calendars.Change moveByStaff(CallId id, Call call, Instant to) {
        return move(id, call, null, to, By.PRACTITIONER);
    }

    private Calendars.Change move(CallId id, Call call, @Nullable Integer generation, Instant to, By by) {
        return noted(calendars.move(new Move(
                id,
                generation,
                offers.ofCall(call.callType()),
                to,
                by == By.CLIENT,
                (before, after) -> new CallRescheduled(
                        id,
                        call.client(),
                        before.start(),
                        after.start(),
                        after.end(),
                        call.zone(),
                        after.entry(),
                        links.page(id, after.generation()),
                        by))));
    }

    public Calendars.Change confirm(CallId id, Call call) {
        return noted(calendars.confirm(
                id,
                offers.ofCall(call.callType()),
                claim -> new CallConfirmed(id, call.client(), By.PRACTITIONER, claim.entry())));
    }

    /** The reason is written to the client. */
    public Calendars.Change decline(CallId id, Call call, @Nullable String reason) {
        return noted(calendars.decline(
                call.practitioner(), id, claim -> new CallDeclined(id, call.client(), By.PRACTITIONER, reason)));
    }

    private Calendars.Change noted(Calendars.Change change) {
        if (change instanceof Calendars.Change.Done(Claim claim, Optional<BookingEvent> fact)) {
            fact.ifPresent(told -> {
                calls.decided(told, null);
                log.info("{} for call {}.", told.getClass().getSimpleName(), claim.callId());
            });
        }
        return change;
    }

    private static CallCancelled cancelled(CallId id, Call call, Claim claim, By by, @Nullable String reason) {
        return new CallCancelled(
                id, call.client(), claim.start(), by, reason, new CalendarEntry(claim.uid(), claim.sequence() + 1));
    }
}
