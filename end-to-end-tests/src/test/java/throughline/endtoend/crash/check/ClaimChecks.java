package throughline.endtoend.crash.check;

import static throughline.endtoend.crash.check.Finding.Promise.ANSWERS_BELONG_TO_A_CALL;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_CLAIM_HAS_ITS_CALL;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_COMING_CALL_HAS_ITS_CLAIM;
import static throughline.endtoend.crash.check.Finding.Promise.TIME_IS_EITHER_OFFERED_OR_TAKEN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.endtoend.crash.check.Evidence.Claim;
import throughline.endtoend.crash.check.Evidence.Offered;
import throughline.endtoend.crash.check.Evidence.StoredCall;

/** The calendar against the calls, and against what people are offered. */
final class ClaimChecks {

    private ClaimChecks() {}

    static List<Finding> of(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        claims(evidence, findings);
        calls(evidence, findings);
        offers(evidence, findings);
        answers(evidence, findings);
        return findings;
    }

    private record Time(String callId, Instant start, Instant end, String state) {}

    private static void claims(Evidence evidence, List<Finding> findings) {
        Set<Time> calls = evidence.calls().stream().map(ClaimChecks::time).collect(Collectors.toSet());
        evidence.claims().stream()
                .filter(claim -> !claim.state().equals("HELD") && !calls.contains(time(claim)))
                .forEach(claim -> findings.add(new Finding(EVERY_CLAIM_HAS_ITS_CALL, claim + " has none")));
    }

    private static void calls(Evidence evidence, List<Finding> findings) {
        Set<Time> claims = evidence.claims().stream().map(ClaimChecks::time).collect(Collectors.toSet());
        evidence.calls().stream()
                .filter(call -> call.takesTime() && call.start().isAfter(evidence.practiceTime()))
                .filter(call -> !claims.contains(time(call)))
                .forEach(call -> findings.add(new Finding(EVERY_COMING_CALL_HAS_ITS_CLAIM, call + " has none")));
    }

    /** Between the first and the last time offered, where the practice is open without a break, each moment is one or the other. */
    private static void offers(Evidence evidence, List<Finding> findings) {
        var taken = evidence.claims().stream()
                .filter(claim -> claim.state().equals("CONFIRMED"))
                .toList();
        for (Offered offer : evidence.offered()) {
            taken.stream()
                    .filter(claim ->
                            claim.start().isBefore(offer.end()) && offer.start().isBefore(claim.end()))
                    .forEach(claim -> findings.add(new Finding(
                            TIME_IS_EITHER_OFFERED_OR_TAKEN, offer + " is offered, and taken by " + claim)));
        }
        for (int i = 1; i < evidence.offered().size(); i++) {
            var free = evidence.offered().get(i - 1).end();
            var next = evidence.offered().get(i).start();
            while (free.isBefore(next)) {
                var moment = free;
                var claim = taken.stream().filter(c -> c.start().equals(moment)).findFirst();
                if (claim.isEmpty()) {
                    findings.add(new Finding(TIME_IS_EITHER_OFFERED_OR_TAKEN, moment + " is neither, before " + next));
                    break;
                }
                free = claim.get().end();
            }
        }
    }

    /** Of several attempts at one call, the answers of one stay. */
    private static void answers(Evidence evidence, List<Finding> findings) {
        Set<String> calls = evidence.calls().stream().map(StoredCall::callId).collect(Collectors.toSet());
        var answered = new HashSet<String>();
        evidence.answers().stream()
                .filter(answers -> !calls.contains(answers.callId()) || !answered.add(answers.callId()))
                .forEach(answers -> findings.add(new Finding(ANSWERS_BELONG_TO_A_CALL, answers.toString())));
    }

    private static Time time(StoredCall call) {
        return new Time(call.callId(), call.start(), call.end(), call.state());
    }

    private static Time time(Claim claim) {
        return new Time(claim.callId(), claim.start(), claim.end(), claim.state());
    }
}
