package throughline.booking.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import throughline.aggregate.Decision;
import throughline.booking.slot.Slots;
import throughline.contract.CallId;
import throughline.contract.Event;
import throughline.contract.PractitionerId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.SlotReleased;

/**
 * What a change of the calendar means for others than the one who made it, told in the same write: future time that is free
 * again, and requests whose time somebody else has now. A hold that has lapsed gives its time back like a call does; one that
 * became a call, or was let go by the waiting list that asked for it, tells nothing.
 */
final class Consequences {

    private static final int ALTERNATIVES = 3;

    private Consequences() {}

    static <R> Decision<CalendarState, R> added(
            Decision<CalendarState, R> decision,
            PractitionerId practitioner,
            CalendarState before,
            Overtaken overtaken,
            Instant now) {
        if (decision instanceof Decision.Changed<CalendarState, R> changed) {
            List<Event> facts = new ArrayList<>(changed.facts());
            facts.addAll(released(practitioner, before, changed.state(), now));
            facts.addAll(overtaken(before, changed.state(), overtaken, now));
            return new Decision.Changed<>(changed.state(), facts, changed.result());
        }
        return decision;
    }

    private static List<SlotReleased> released(
            PractitionerId practitioner, CalendarState before, CalendarState after, Instant now) {
        Map<CallId, Claim> kept = after.byCall();
        return before.claims().stream()
                .filter(claim -> claim.start().isAfter(now))
                .filter(claim -> claim.state() != Claim.State.HELD || hasLapsed(claim, after, now))
                .filter(claim -> {
                    Claim still = kept.get(claim.callId());
                    return still == null || !still.start().equals(claim.start());
                })
                .map(claim -> new SlotReleased(practitioner, claim.callType(), claim.start(), claim.end()))
                .toList();
    }

    /** Whoever took the time in the same write has it now. */
    private static boolean hasLapsed(Claim hold, CalendarState after, Instant now) {
        return hold.isExpired(now)
                && after.claims().stream()
                        .noneMatch(claim -> claim.takesTime(now)
                                && claim.start().isBefore(hold.end())
                                && claim.end().isAfter(hold.start()));
    }

    private static List<BookingEvent> overtaken(
            CalendarState before, CalendarState after, Overtaken overtaken, Instant now) {
        Map<CallId, Claim> known = before.byCall();
        if (after.claims().stream().noneMatch(claim -> isNewlyTaken(claim, known))) {
            return List.of();
        }
        List<BookingEvent> facts = new ArrayList<>();
        for (Claim request : after.claims()) {
            if (request.state() == Claim.State.REQUESTED
                    && wasSo(request, known)
                    && request.start().isAfter(now)) {
                Offer offer = overtaken.offer(request);
                if (isFreeFor(request, before, offer, now) && !isFreeFor(request, after, offer, now)) {
                    Slots left = offer.beside(after.claims(), now, null);
                    facts.add(overtaken.fact(request, left.closestTo(request.start(), ALTERNATIVES)));
                }
            }
        }
        return facts;
    }

    private static boolean isNewlyTaken(Claim claim, Map<CallId, Claim> known) {
        return claim.state() == Claim.State.CONFIRMED && !wasSo(claim, known);
    }

    /** Whether it had this time, in this state, before. */
    private static boolean wasSo(Claim claim, Map<CallId, Claim> known) {
        Claim before = known.get(claim.callId());
        return before != null
                && before.state() == claim.state()
                && before.start().equals(claim.start());
    }

    /** Holds do not count: most of them end without a call. */
    static boolean isFreeFor(Claim request, CalendarState calendar, Offer offer, Instant now) {
        List<Claim> confirmed = calendar.claims().stream()
                .filter(claim -> claim.state() == Claim.State.CONFIRMED)
                .toList();
        return offer.beside(confirmed, now, request.callId())
                .againstTaken(request.start())
                .isEmpty();
    }
}
