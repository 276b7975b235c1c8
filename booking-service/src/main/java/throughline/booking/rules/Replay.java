package throughline.booking.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import throughline.booking.availability.Availability;
import throughline.booking.slot.Reason;
import throughline.booking.slot.SlotRules;
import throughline.booking.slot.Slots;
import throughline.booking.slot.Taken;

/**
 * Puts past requests to rules once more, each at the moment it was made, beside the calls that were there before it. The
 * question is what a change changes: a request counts as refused if the rules as they are let it pass and the changed ones do
 * not. Calls that were cancelled later are left out of what is taken, for nobody knows any more until when they were.
 */
final class Replay {

    /** Nothing further away can matter: limits count by the week, and nothing is longer than a day. */
    private static final Duration REACH = Duration.ofDays(9);

    /** Rules of each call type, and the hours they apply to. */
    record World(Function<String, Optional<SlotRules>> rules, Availability availability) {}

    /** @param open whether the call has its time still, from {@code start} on; it was asked for at {@code wanted} */
    record Request(
            String callId, String callType, Instant at, Instant wanted, Instant start, Instant end, boolean open) {}

    /** A request that passed and would not have. */
    record Refused(Request request, Reason reason) {}

    private final TreeMap<Instant, List<Request>> byStart = new TreeMap<>();

    Replay(Collection<Request> all) {
        all.stream()
                .filter(Request::open)
                .forEach(request -> byStart.computeIfAbsent(request.start(), start -> new ArrayList<>())
                        .add(request));
    }

    /** In the order in which they were made. */
    List<Refused> refused(Collection<Request> requests, World present, World changed) {
        List<Refused> refused = new ArrayList<>();
        requests.stream()
                .sorted(Comparator.comparing(Request::at))
                .forEach(request -> against(request, changed)
                        .filter(reason -> against(request, present).isEmpty())
                        .ifPresent(reason -> refused.add(new Refused(request, reason))));
        return refused;
    }

    private Optional<Reason> against(Request request, World world) {
        return world.rules()
                .apply(request.callType())
                .flatMap(rules -> new Slots(rules, world.availability(), takenBefore(request, world), request.at())
                        .against(request.wanted()).stream().findFirst());
    }

    private List<Taken> takenBefore(Request request, World world) {
        return byStart.subMap(request.wanted().minus(REACH), request.wanted().plus(REACH)).values().stream()
                .flatMap(List::stream)
                .filter(other -> other.at().isBefore(request.at()))
                .map(other -> taken(other, world))
                .toList();
    }

    private static Taken taken(Request call, World world) {
        Optional<SlotRules> rules = world.rules().apply(call.callType());
        return new Taken(
                call.start(),
                call.end(),
                rules.map(SlotRules::before).orElse(Duration.ZERO),
                rules.map(SlotRules::after).orElse(Duration.ZERO),
                call.callType(),
                false);
    }
}
