package throughline.booking.waiting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;

/**
 * The waiting list of one practitioner, first come first:
 *
 * <pre>
 * { people: [ … ],                     // see Waiting
 *   freed: [ {start, end} ],           // time that became free and is not looked at yet
 *   gone: [ {callId, how, booked?} ] } // the last 200 who left, so that their links and repeated requests are answered
 * </pre>
 */
record WaitingList(List<Waiting> people, List<Freed> freed, List<Gone> gone) {

    private static final int GONE_KEPT = 200;

    static final WaitingList EMPTY = new WaitingList(List.of(), List.of(), List.of());

    WaitingList {
        people = List.copyOf(people);
        freed = List.copyOf(freed);
        gone = List.copyOf(gone);
    }

    record Freed(Instant start, Instant end) {}

    /** @param booked the call that came of it */
    record Gone(
            CallId callId,
            String request,
            How how,
            @Nullable CallId booked) {}

    /** How somebody left the list. */
    enum How {
        TOOK_AN_OFFER,
        BOOKED_OTHERWISE,
        LEFT,
        CLOSED
    }

    Optional<Waiting> find(CallId callId) {
        return people.stream().filter(p -> p.callId().equals(callId)).findFirst();
    }

    Optional<Gone> gone(CallId callId) {
        return gone.stream().filter(g -> g.callId().equals(callId)).findFirst();
    }

    WaitingList with(Waiting person) {
        return new WaitingList(Stream.concat(people.stream(), Stream.of(person)).toList(), freed, gone);
    }

    WaitingList changed(CallId callId, UnaryOperator<Waiting> change) {
        return new WaitingList(
                people.stream()
                        .map(p -> p.callId().equals(callId) ? change.apply(p) : p)
                        .toList(),
                freed,
                gone);
    }

    WaitingList without(Waiting person, How how, @Nullable CallId booked) {
        List<Gone> all = Stream.concat(
                        gone.stream(), Stream.of(new Gone(person.callId(), person.request(), how, booked)))
                .toList();
        return new WaitingList(
                people.stream().filter(p -> !p.callId().equals(person.callId())).toList(),
                freed,
                all.subList(Math.max(0, all.size() - GONE_KEPT), all.size()));
    }

    WaitingList withFreed(Instant start, Instant end) {
        Freed more = new Freed(start, end);
        return freed.contains(more)
                ? this
                : new WaitingList(
                        people, Stream.concat(freed.stream(), Stream.of(more)).toList(), gone);
    }

    WaitingList withoutFreed(Freed done) {
        return new WaitingList(
                people, freed.stream().filter(f -> !f.equals(done)).toList(), gone);
    }
}
