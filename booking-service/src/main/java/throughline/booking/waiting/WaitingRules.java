package throughline.booking.waiting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.aggregate.Decision;
import throughline.booking.waiting.WaitingList.Freed;
import throughline.booking.waiting.WaitingList.How;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.BookingEvent;

/** Every decision about the waiting list, as a function of the list, what is asked and now. */
final class WaitingRules {

    private WaitingRules() {}

    /** Why the list did not do what was asked. */
    enum No {
        FULL,
        ANOTHER_REQUEST,
        GONE,
        TOOK_TOO_LONG,
        HAS_AN_OFFER
    }

    /** Who would be next for what became free, and which start they would get. */
    record Next(Waiting person, Instant start) {}

    /** Joins the list at its end. Somebody who waits for the same call already keeps their place, with what they say now. */
    static Decision<WaitingList, No> ask(WaitingList list, Waiting person, BookingEvent fact, int most) {
        Optional<String> earlier = list.find(person.callId())
                .map(Waiting::request)
                .or(() -> list.gone(person.callId()).map(WaitingList.Gone::request));
        if (earlier.isPresent()) {
            return earlier.get().equals(person.request()) ? Decision.unchanged() : Decision.refused(No.ANOTHER_REQUEST);
        }
        Optional<Waiting> same = ofClient(list, person.client(), person.callType());
        if (same.isPresent()) {
            return Decision.changed(list.changed(same.get().callId(), known -> known.askedAgain(person)));
        }
        return list.people().size() >= most ? Decision.refused(No.FULL) : Decision.changed(list.with(person), fact);
    }

    static Optional<Waiting> ofClient(WaitingList list, ClientId client, String callType) {
        return list.people().stream()
                .filter(p -> p.client().equals(client) && p.callType().equals(callType))
                .findFirst();
    }

    /**
     * @param starts free starts of a call type that lie in what became free and can still be offered, in order
     * @return the first of the list for whom one of them fits and was not offered before
     */
    static Optional<Next> next(
            WaitingList list, Function<String, List<Instant>> starts, BiPredicate<Waiting, Instant> fits) {
        for (Waiting person : list.people()) {
            if (person.isWaiting()) {
                Optional<Instant> start = starts.apply(person.callType()).stream()
                        .filter(s -> !person.offered().contains(s) && fits.test(person, s))
                        .findFirst();
                if (start.isPresent()) {
                    return Optional.of(new Next(person, start.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** @param round the offer's number for this person: an older one that comes late changes nothing */
    static Decision<WaitingList, No> offer(
            WaitingList list, CallId callId, int round, Waiting.Live live, BookingEvent fact) {
        Optional<Waiting> found = list.find(callId);
        if (found.isEmpty()) {
            return Decision.refused(No.GONE);
        }
        Waiting.Live open = found.get().offer();
        if (open != null && open.hold().equals(live.hold())) {
            return Decision.unchanged();
        }
        return open != null || found.get().rounds() + 1 != round
                ? Decision.refused(No.HAS_AN_OFFER)
                : Decision.changed(list.changed(callId, person -> person.offered(live)), fact);
    }

    /** Offers that have run out: their time is looked at again for whoever is next. */
    static Decision<WaitingList, No> runOut(WaitingList list, Instant now) {
        WaitingList after = list;
        for (Waiting person : list.people()) {
            Waiting.Live live = person.offer();
            if (live != null && !now.isBefore(live.expiresAt())) {
                after = passedOn(after, person.callId(), live);
            }
        }
        return after.equals(list) ? Decision.unchanged() : Decision.changed(after);
    }

    /** This person does not want this time; they stay on the list. */
    static Decision<WaitingList, No> letGo(WaitingList list, CallId callId, CallId hold) {
        Waiting.Live live = list.find(callId).map(Waiting::offer).orElse(null);
        return live == null || !live.hold().equals(hold)
                ? Decision.unchanged()
                : Decision.changed(passedOn(list, callId, live));
    }

    private static WaitingList passedOn(WaitingList list, CallId callId, Waiting.Live live) {
        return list.changed(callId, Waiting::passedOver).withFreed(live.start(), live.end());
    }

    /** @param fact what is told; nothing where the call itself tells it */
    static Decision<WaitingList, No> leave(
            WaitingList list, CallId callId, How how, @Nullable CallId booked, @Nullable BookingEvent fact) {
        Optional<Waiting> found = list.find(callId);
        if (found.isEmpty()) {
            return list.gone(callId).isPresent() ? Decision.unchanged() : Decision.refused(No.GONE);
        }
        WaitingList after = list.without(found.get(), how, booked);
        Waiting.Live live = found.get().offer();
        if (live != null && how != How.TOOK_AN_OFFER) {
            after = after.withFreed(live.start(), live.end());
        }
        return Decision.changed(after, fact == null ? List.of() : List.of(fact));
    }

    /** Only worth writing down while somebody waits. */
    static Decision<WaitingList, No> freed(WaitingList list, Freed freed) {
        WaitingList after = list.people().isEmpty() ? list : list.withFreed(freed.start(), freed.end());
        return after.equals(list) ? Decision.unchanged() : Decision.changed(after);
    }

    static Decision<WaitingList, No> lookedAt(WaitingList list, Freed freed) {
        WaitingList after = list.withoutFreed(freed);
        return after.equals(list) ? Decision.unchanged() : Decision.changed(after);
    }

    static Decision<WaitingList, No> handOver(WaitingList list, ClientId from, ClientId to) {
        WaitingList after = list;
        for (Waiting person : list.people()) {
            if (person.client().equals(from)) {
                after = after.changed(person.callId(), known -> known.of(to));
            }
        }
        return after.equals(list) ? Decision.unchanged() : Decision.changed(after);
    }

    static Decision<WaitingList, No> forget(WaitingList list, ClientId client) {
        WaitingList after = list;
        for (Waiting person : list.people()) {
            if (person.client().equals(client)) {
                after = after.without(person, How.CLOSED, null);
                Waiting.Live live = person.offer();
                after = live == null ? after : after.withFreed(live.start(), live.end());
            }
        }
        return after.equals(list) ? Decision.unchanged() : Decision.changed(after);
    }
}
