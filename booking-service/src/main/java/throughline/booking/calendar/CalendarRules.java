package throughline.booking.calendar;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.aggregate.Decision;
import throughline.booking.slot.Reason;
import throughline.booking.slot.Slots;
import throughline.contract.CallId;
import throughline.contract.booking.BookingEvent;

/** Every decision about time, as a function of the calendar, what is asked and now. */
final class CalendarRules {

    private static final int ALTERNATIVES = 3;

    private CalendarRules() {}

    static Decision<CalendarState, Refusal> book(CalendarState calendar, Booking booking, String host, Instant now) {
        Optional<Claim> mine = calendar.find(booking.callId());
        if (mine.isPresent()) {
            return booking.request().equals(mine.get().request())
                    ? Decision.unchanged()
                    : Decision.refused(new Refusal.AnotherRequest());
        }
        if (booking.known().getAsBoolean()) {
            return Decision.refused(new Refusal.KnownAlready());
        }
        if (booking.late().getAsBoolean()) {
            return Decision.refused(new Refusal.TookTooLong());
        }
        CallId hold = booking.hold();
        if (hold != null && !isHolding(calendar, hold, booking, now)) {
            return Decision.refused(new Refusal.HoldExpired());
        }
        Offer offer = booking.offer();
        Slots slots = offer.beside(calendar.claims(), now, hold);
        List<Reason> against = slots.against(booking.start());
        if (!against.isEmpty()) {
            return notOffered(against, slots, booking.start());
        }
        Claim claim = new Claim(
                booking.callId(),
                booking.client(),
                offer.rules().callType(),
                booking.start(),
                booking.start().plus(offer.rules().duration()),
                (int) offer.rules().before().toMinutes(),
                (int) offer.rules().after().toMinutes(),
                booking.onRequest() ? Claim.State.REQUESTED : Claim.State.CONFIRMED,
                null,
                UuidCreator.getRandomBased() + "@" + host,
                0,
                0,
                false,
                booking.request(),
                booking.intake(),
                booking.followUp());
        CalendarState before = hold == null ? calendar : calendar.without(hold);
        return Decision.changed(before.tidied(now).with(claim), booking.fact().apply(claim));
    }

    private static boolean isHolding(CalendarState calendar, CallId hold, Booking booking, Instant now) {
        return calendar.find(hold)
                .filter(h -> h.state() == Claim.State.HELD
                        && !h.isExpired(now)
                        && h.start().equals(booking.start())
                        && h.callType().equals(booking.offer().rules().callType()))
                .isPresent();
    }

    static Decision<CalendarState, Refusal> hold(
            CalendarState calendar, CallId hold, Offer offer, Instant start, Duration time, Instant now) {
        Slots slots = offer.beside(calendar.claims(), now, null);
        List<Reason> against = slots.against(start);
        if (!against.isEmpty()) {
            return notOffered(against, slots, start);
        }
        Claim claim = new Claim(
                hold,
                null,
                offer.rules().callType(),
                start,
                start.plus(offer.rules().duration()),
                (int) offer.rules().before().toMinutes(),
                (int) offer.rules().after().toMinutes(),
                Claim.State.HELD,
                now.plus(time),
                "",
                0,
                0,
                false,
                null,
                null,
                null);
        return Decision.changed(calendar.tidied(now).with(claim));
    }

    /** The old time is given back in the same write that wins the new one. */
    static Decision<CalendarState, Refusal> move(CalendarState calendar, Move move, Instant now) {
        Optional<Claim> found = calendar.find(move.callId());
        if (found.isEmpty()) {
            return Decision.refused(new Refusal.NoSuchClaim());
        }
        Claim claim = found.get();
        Integer generation = move.generation();
        if (generation != null && generation != claim.generation()) {
            return Decision.refused(new Refusal.MovedSince());
        }
        if (isOver(claim, now)) {
            return Decision.refused(new Refusal.Over());
        }
        if (claim.start().equals(move.to())) {
            return Decision.unchanged();
        }
        Slots slots = move.offer().beside(calendar.claims(), now, move.callId());
        List<Reason> against = move.byRules() ? slots.against(move.to()) : againstWhatIsTaken(slots, move.to(), now);
        if (!against.isEmpty()) {
            return notOffered(against, slots, move.to());
        }
        Claim moved = claim.movedTo(move.to(), move.offer());
        return Decision.changed(calendar.tidied(now).with(moved), move.fact().apply(claim, moved));
    }

    private static List<Reason> againstWhatIsTaken(Slots slots, Instant to, Instant now) {
        return to.isBefore(now) ? List.of(new Reason(Reason.Code.PAST, "now")) : slots.againstTaken(to);
    }

    static Decision<CalendarState, Refusal> confirm(
            CalendarState calendar, CallId callId, Offer offer, Function<Claim, BookingEvent> fact, Instant now) {
        Optional<Claim> found = calendar.find(callId);
        if (found.isEmpty()) {
            return Decision.refused(new Refusal.NoSuchClaim());
        }
        Claim claim = found.get();
        if (claim.state() == Claim.State.CONFIRMED) {
            return Decision.unchanged();
        }
        if (isOver(claim, now)) {
            return Decision.refused(new Refusal.Over());
        }
        Slots slots = offer.beside(calendar.claims(), now, callId);
        List<Reason> against = slots.againstTaken(claim.start());
        if (!against.isEmpty()) {
            return notOffered(against, slots, claim.start());
        }
        Claim confirmed = claim.confirmed();
        return Decision.changed(calendar.tidied(now).with(confirmed), fact.apply(confirmed));
    }

    /** Gives the time back: a cancelled or a declined call. */
    static Decision<CalendarState, Refusal> release(
            CalendarState calendar,
            CallId callId,
            @Nullable Integer generation,
            Claim.@Nullable State only,
            Function<Claim, BookingEvent> fact,
            Instant now) {
        Optional<Claim> found = calendar.find(callId);
        if (found.isEmpty()) {
            return Decision.refused(new Refusal.NoSuchClaim());
        }
        Claim claim = found.get();
        if (generation != null && generation != claim.generation()) {
            return Decision.refused(new Refusal.MovedSince());
        }
        if (only != null && claim.state() != only) {
            return Decision.refused(new Refusal.WrongState());
        }
        if (isOver(claim, now)) {
            return Decision.refused(new Refusal.Over());
        }
        return Decision.changed(calendar.without(callId).tidied(now), fact.apply(claim));
    }

    /** From here on the claim stays as it is: an outcome is about to be recorded. */
    static Decision<CalendarState, Refusal> settle(CalendarState calendar, CallId callId) {
        return calendar.find(callId)
                .<Decision<CalendarState, Refusal>>map(claim ->
                        claim.settled() ? Decision.unchanged() : Decision.changed(calendar.with(claim.asSettled())))
                .orElseGet(() -> Decision.refused(new Refusal.NoSuchClaim()));
    }

    private static boolean isOver(Claim claim, Instant now) {
        return claim.settled() || !now.isBefore(claim.end());
    }

    private static Decision<CalendarState, Refusal> notOffered(List<Reason> against, Slots slots, Instant start) {
        Reason first = against.getFirst();
        return Decision.refused(new Refusal.NotOffered(
                first, first.code().isTaken() ? slots.closestTo(start, ALTERNATIVES) : List.of()));
    }
}
