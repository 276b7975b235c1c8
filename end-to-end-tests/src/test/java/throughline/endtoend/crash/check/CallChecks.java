package throughline.endtoend.crash.check;

import static throughline.endtoend.crash.check.Finding.Promise.ACKNOWLEDGED_BOOKING_EXISTS;
import static throughline.endtoend.crash.check.Finding.Promise.ACKNOWLEDGED_OUTCOME_EXISTS;
import static throughline.endtoend.crash.check.Finding.Promise.ACKNOWLEDGED_REQUEST_IS_AS_ANSWERED;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_BOOKING_IS_CONFIRMED;
import static throughline.endtoend.crash.check.Finding.Promise.NO_TWO_CALLS_OVERLAP;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.endtoend.crash.check.Evidence.Booking;
import throughline.endtoend.crash.check.Evidence.LedgerRow;
import throughline.endtoend.crash.check.Evidence.Request;
import throughline.endtoend.crash.check.Evidence.StoredCall;

/** What was promised to people who booked. */
final class CallChecks {

    private CallChecks() {}

    static List<Finding> of(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var calls = evidence.calls().stream()
                .collect(Collectors.toMap(StoredCall::callId, Function.identity(), (a, b) -> a));
        evidence.acknowledged().forEach(booking -> booking(booking, calls, findings));
        evidence.requests().forEach(request -> request(request, calls, findings));
        outcomes(evidence, calls, findings);
        overlaps(evidence, findings);
        confirmations(evidence, calls, findings);
        return findings;
    }

    private static void booking(Booking promised, Map<String, StoredCall> calls, List<Finding> findings) {
        var call = calls.get(promised.callId());
        if (call == null) {
            findings.add(new Finding(ACKNOWLEDGED_BOOKING_EXISTS, promised + " is not stored"));
        } else if (promised.cancelled() == call.takesTime()
                || (!promised.cancelled() && !call.start().equals(promised.start()))) {
            findings.add(new Finding(ACKNOWLEDGED_BOOKING_EXISTS, promised + " is stored as " + call));
        }
    }

    /** A request that nobody has answered may be declined by the system, when its time went to somebody else. */
    private static void request(Request promised, Map<String, StoredCall> calls, List<Finding> findings) {
        var call = calls.get(promised.callId());
        boolean kept = call != null
                && call.start().equals(promised.start())
                && (call.state().equals(promised.state())
                        || (promised.state().equals("REQUESTED") && call.state().equals("DECLINED")));
        if (!kept) {
            findings.add(new Finding(ACKNOWLEDGED_REQUEST_IS_AS_ANSWERED, promised + " is stored as " + call));
        }
    }

    private static void outcomes(Evidence evidence, Map<String, StoredCall> calls, List<Finding> findings) {
        for (var promised : evidence.outcomes()) {
            var call = calls.get(promised.callId());
            if (call == null || !promised.outcome().equals(call.outcome())) {
                findings.add(new Finding(ACKNOWLEDGED_OUTCOME_EXISTS, promised + " is stored as " + call));
            }
        }
    }

    /** In what is stored and in what people were told: the two need not fail together. */
    private static void overlaps(Evidence evidence, List<Finding> findings) {
        var stored = evidence.calls().stream()
                .filter(StoredCall::takesTime)
                .map(call -> new Taken(call.callId(), call.start(), call.end()));
        var told = Stream.concat(
                evidence.acknowledged().stream()
                        .filter(booking -> !booking.cancelled())
                        .map(booking -> new Taken(booking.callId(), booking.start(), booking.end())),
                evidence.requests().stream()
                        .filter(request -> request.state().equals("CONFIRMED"))
                        .map(request -> new Taken(request.callId(), request.start(), request.end())));
        overlaps(stored.toList(), findings);
        overlaps(told.toList(), findings);
    }

    private static void overlaps(List<Taken> taken, List<Finding> findings) {
        var inOrder = taken.stream().sorted(Comparator.comparing(Taken::start)).toList();
        for (int i = 1; i < inOrder.size(); i++) {
            if (inOrder.get(i).start().isBefore(inOrder.get(i - 1).end())) {
                findings.add(new Finding(NO_TWO_CALLS_OVERLAP, inOrder.get(i - 1) + " and " + inOrder.get(i)));
            }
        }
    }

    /** Whoever cancels before the confirmation has left gets the cancellation only. */
    private static void confirmations(Evidence evidence, Map<String, StoredCall> calls, List<Finding> findings) {
        Set<String> confirmed = evidence.ledger().stream()
                .filter(row -> "confirmation".equals(row.sequence()) && "confirmed".equals(row.step()))
                .map(LedgerRow::clientId)
                .collect(Collectors.toSet());
        Stream.concat(
                        evidence.acknowledged().stream().map(Booking::callId),
                        evidence.requests().stream().map(Request::callId))
                .map(calls::get)
                .filter(call -> call != null && call.takesTime() && !confirmed.contains(call.clientId()))
                .forEach(call -> findings.add(
                        new Finding(EVERY_BOOKING_IS_CONFIRMED, "no confirmation was planned for " + call)));
    }

    private record Taken(String callId, Instant start, Instant end) {}
}
