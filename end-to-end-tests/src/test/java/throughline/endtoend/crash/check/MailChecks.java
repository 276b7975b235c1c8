package throughline.endtoend.crash.check;

import static throughline.endtoend.crash.check.Finding.Promise.ACCEPTED_MEANS_RECEIVED;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_PLANNED_MAIL_HAS_ONE_ROW;
import static throughline.endtoend.crash.check.Finding.Promise.NOTHING_FOLLOWS_AN_END;
import static throughline.endtoend.crash.check.Finding.Promise.NO_MAIL_IS_FORGOTTEN;
import static throughline.endtoend.crash.check.Finding.Promise.NO_MAIL_IS_RECEIVED_TWICE;
import static throughline.endtoend.crash.check.Finding.Promise.NO_MORE_IN_DOUBT_THAN_CRASHES_EXPLAIN;
import static throughline.endtoend.crash.check.Finding.Promise.RECEIVED_MEANS_ACCEPTED_OR_IN_DOUBT;
import static throughline.endtoend.crash.check.Finding.Promise.REJECTED_MEANS_REFUSED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.endtoend.crash.check.Evidence.LedgerRow;
import throughline.endtoend.crash.check.Evidence.PublishedFact;
import throughline.endtoend.crash.check.Evidence.ReceivedMail;

/** The ledger against what was planned, and against what the SMTP server wrote down. */
final class MailChecks {

    /** An exit works within so long. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

    private static final Set<String> OVER =
            Set.of("ACCEPTED", "REJECTED", "SKIPPED", "IN_DOUBT", "BOUNCED", "COMPLAINED", "GIVEN_UP");
    private static final Set<String> WAITING = Set.of("PLANNED", "DEFERRED");
    /** A mail that was received may be known as accepted, or its reply was lost. */
    private static final Set<String> MAY_HAVE_BEEN_RECEIVED =
            Set.of("ACCEPTED", "IN_DOUBT", "BOUNCED", "COMPLAINED", "GIVEN_UP");

    private MailChecks() {}

    static List<Finding> of(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var received = evidence.received().stream()
                .collect(Collectors.groupingBy(ReceivedMail::messageId, Collectors.counting()));
        rows(evidence, findings);
        evidence.ledger().forEach(row -> row(row, received.getOrDefault(row.messageId(), 0L), evidence, findings));
        var known = evidence.ledger().stream().map(LedgerRow::messageId).collect(Collectors.toSet());
        received.keySet().stream()
                .filter(messageId -> !known.contains(messageId))
                .forEach(messageId -> findings.add(
                        new Finding(EVERY_PLANNED_MAIL_HAS_ONE_ROW, messageId + " was received and has no row")));
        doubts(evidence, findings);
        ends(evidence, findings);
        return findings;
    }

    private static void rows(Evidence evidence, List<Finding> findings) {
        var rowsById = evidence.ledger().stream().collect(Collectors.groupingBy(LedgerRow::id, Collectors.counting()));
        var planned = evidence.facts().stream()
                .filter(fact -> fact.name().equals("DeliveryPlanned"))
                .map(PublishedFact::subject)
                .collect(Collectors.toSet());
        planned.stream()
                .filter(id -> !rowsById.containsKey(id))
                .forEach(id ->
                        findings.add(new Finding(EVERY_PLANNED_MAIL_HAS_ONE_ROW, id + " was planned and has no row")));
        rowsById.forEach((id, count) -> {
            if (count > 1 || !planned.contains(id)) {
                findings.add(new Finding(
                        EVERY_PLANNED_MAIL_HAS_ONE_ROW, id + ": rows " + count + ", planned " + planned.contains(id)));
            }
        });
        evidence.ledger().stream()
                .collect(Collectors.groupingBy(LedgerRow::messageId, Collectors.counting()))
                .forEach((messageId, count) -> {
                    if (count > 1) {
                        findings.add(new Finding(EVERY_PLANNED_MAIL_HAS_ONE_ROW, count + " rows with " + messageId));
                    }
                });
    }

    private static void row(LedgerRow row, long received, Evidence evidence, List<Finding> findings) {
        if (received > (row.possibleDuplicate() && !row.atMostOnce() ? 2 : 1)) {
            findings.add(new Finding(NO_MAIL_IS_RECEIVED_TWICE, received + " times: " + row));
        }
        var fault = evidence.faults().get(row.to());
        if (row.state().equals("REJECTED") && (received > 0 || fault == null || !fault.refusesForGood())) {
            findings.add(new Finding(REJECTED_MEANS_REFUSED, received + " times: " + row));
        }
        if (received == 0 && row.state().equals("ACCEPTED")) {
            findings.add(new Finding(ACCEPTED_MEANS_RECEIVED, row.toString()));
        }
        if (received > 0 && !MAY_HAVE_BEEN_RECEIVED.contains(row.state()) && !row.possibleDuplicate()) {
            findings.add(new Finding(RECEIVED_MEANS_ACCEPTED_OR_IN_DOUBT, row.toString()));
        }
        if (!OVER.contains(row.state()) && !isWaiting(row, evidence.practiceTime())) {
            findings.add(new Finding(NO_MAIL_IS_FORGOTTEN, row.toString()));
        }
    }

    private static boolean isWaiting(LedgerRow row, Instant now) {
        var next = row.nextAt();
        return WAITING.contains(row.state()) && next != null && next.isAfter(now);
    }

    /** Beside those whose answer the SMTP server itself lost. */
    private static void doubts(Evidence evidence, List<Finding> findings) {
        int inDoubt = (int) evidence.ledger().stream()
                .filter(LedgerRow::isDoubtful)
                .filter(row -> {
                    var fault = evidence.faults().get(row.to());
                    return fault == null || !fault.makesDoubt();
                })
                .count();
        if (inDoubt > evidence.byCrashes().most()) {
            findings.add(new Finding(
                    NO_MORE_IN_DOUBT_THAN_CRASHES_EXPLAIN, evidence.byCrashes().told(inDoubt)));
        }
    }

    /**
     * A mail that the SMTP server received after the end of its run and what may be on its way by then. In machine time: the
     * practice's clock may be moved by minutes while a mail is on its way. A run whose steps are all planned tells of that as its
     * end; if it is cut short after that, because one of its mails still waits, its newest end is the one nothing may follow.
     */
    private static void ends(Evidence evidence, List<Finding> findings) {
        Map<String, Instant> ended = new HashMap<>();
        for (var fact : evidence.facts()) {
            if (fact.name().equals("EnrollmentEnded")) {
                ended.merge(fact.subject(), fact.decidedAt(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        Map<String, Instant> received = new HashMap<>();
        evidence.received().forEach(mail -> received.put(mail.messageId(), mail.at()));
        Set<String> cutShort = evidence.enrollments().stream()
                .filter(enrollment -> enrollment.state().equals("ENDED"))
                .map(Evidence.Enrollment::id)
                .collect(Collectors.toSet());
        for (var row : evidence.ledger()) {
            var run = row.enrollment();
            var at = received.get(row.messageId());
            var end = run == null || !cutShort.contains(run) ? null : ended.get(run);
            if (at != null && end != null && at.isAfter(end.plus(ON_ITS_WAY))) {
                findings.add(new Finding(NOTHING_FOLLOWS_AN_END, row + " was received at " + at + ", ended at " + end));
            }
        }
    }
}
