package throughline.endtoend.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import throughline.endtoend.crash.check.Evidence;
import throughline.endtoend.practice.Person;

/** What callers have been told, as it grows while the system is being killed. A change whose fate stayed unknown takes its booking out. */
final class Promises {

    private final Map<String, Told> told = new LinkedHashMap<>();
    private final Map<String, Evidence.Request> requests = new LinkedHashMap<>();

    /** @param manage the token of the manage link */
    record Told(
            String callId,
            Person person,
            Instant start,
            Instant end,
            String manage,
            boolean cancelled,
            @Nullable String outcome) {}

    synchronized void booked(String callId, Person person, Instant start, Instant end, String manage) {
        told.put(callId, new Told(callId, person, start, end, manage, false, null));
    }

    synchronized void moved(Told call, Instant start, Instant end, String manage) {
        told.put(call.callId(), new Told(call.callId(), call.person(), start, end, manage, false, null));
    }

    synchronized void cancelled(Told call) {
        told.put(
                call.callId(),
                new Told(call.callId(), call.person(), call.start(), call.end(), call.manage(), true, null));
    }

    synchronized void outcome(Told call, String outcome) {
        told.put(
                call.callId(),
                new Told(call.callId(), call.person(), call.start(), call.end(), call.manage(), false, outcome));
    }

    synchronized void unknown(Told call) {
        told.remove(call.callId());
    }

    /** A planned call that begins after {@code from}. */
    synchronized Optional<Told> anyAfter(Instant from, Random random) {
        return any(
                told.values().stream()
                        .filter(call -> !call.cancelled()
                                && call.outcome() == null
                                && call.start().isAfter(from))
                        .toList(),
                random);
    }

    /** A call that is over and has no outcome yet. */
    synchronized Optional<Told> anyOverBy(Instant now, Random random) {
        return any(
                told.values().stream()
                        .filter(call -> !call.cancelled()
                                && call.outcome() == null
                                && !call.end().isAfter(now))
                        .toList(),
                random);
    }

    /** A call with that outcome. */
    synchronized Optional<Told> anyWith(String outcome, Random random) {
        return any(
                told.values().stream()
                        .filter(call -> outcome.equals(call.outcome()))
                        .toList(),
                random);
    }

    private static Optional<Told> any(List<Told> calls, Random random) {
        return calls.isEmpty() ? Optional.empty() : Optional.of(calls.get(random.nextInt(calls.size())));
    }

    synchronized void request(String callId, Instant start, Instant end, String state) {
        requests.put(callId, new Evidence.Request(callId, start, end, state));
    }

    synchronized void unknownRequest(String callId) {
        requests.remove(callId);
    }

    /** A request that nobody has answered yet. */
    synchronized Optional<Evidence.Request> anyRequest(Random random) {
        var waiting = requests.values().stream()
                .filter(request -> request.state().equals("REQUESTED"))
                .toList();
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.get(random.nextInt(waiting.size())));
    }

    synchronized List<Evidence.Request> requests() {
        return List.copyOf(requests.values());
    }

    synchronized List<Evidence.Booking> bookings() {
        var all = new ArrayList<Evidence.Booking>();
        told.values().forEach(c -> all.add(new Evidence.Booking(c.callId(), c.start(), c.end(), c.cancelled())));
        return all;
    }

    synchronized List<Evidence.Outcome> outcomes() {
        var all = new ArrayList<Evidence.Outcome>();
        told.values().forEach(c -> {
            var outcome = c.outcome();
            if (outcome != null) {
                all.add(new Evidence.Outcome(c.callId(), outcome));
            }
        });
        return all;
    }
}
