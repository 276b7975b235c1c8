package throughline.endtoend.crash.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.endtoend.crash.check.Evidence.Aggregate;
import throughline.endtoend.crash.check.Evidence.Answers;
import throughline.endtoend.crash.check.Evidence.Booking;
import throughline.endtoend.crash.check.Evidence.Claim;
import throughline.endtoend.crash.check.Evidence.Enrollment;
import throughline.endtoend.crash.check.Evidence.LedgerRow;
import throughline.endtoend.crash.check.Evidence.Offered;
import throughline.endtoend.crash.check.Evidence.Outcome;
import throughline.endtoend.crash.check.Evidence.PublishedFact;
import throughline.endtoend.crash.check.Evidence.ReceivedMail;
import throughline.endtoend.crash.check.Evidence.Request;
import throughline.endtoend.crash.check.Evidence.StoredCall;
import throughline.testing.smtp.DoubtBound;
import throughline.testing.smtp.RelayFault;

/** A small good run, and what each fault would make of it: two calls, a confirmation each, a follow-up sequence cut short after its
 * first mail, and three requests, of which one was confirmed and one declined. */
record EvidenceSample(Evidence evidence) {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final String CALENDAR = "booking.calendars/me";

    static EvidenceSample good() {
        var ana = new StoredCall("call-a", "ana", "CONFIRMED", at(60), at(90), "INTERESTED");
        var ben = new StoredCall("call-b", "ben", "CONFIRMED", at(90), at(120), null);
        var cleo = new StoredCall("call-c", "cleo", "CANCELLED", at(60), at(90), null);
        var dee = new StoredCall("call-d", "dee", "CONFIRMED", at(260), at(290), null);
        var eva = new StoredCall("call-e", "eva", "REQUESTED", at(260), at(290), null);
        var fay = new StoredCall("call-f", "fay", "DECLINED", at(320), at(350), null);
        return new EvidenceSample(new Evidence(
                List.of(
                        new Booking("call-a", at(60), at(90), false),
                        new Booking("call-b", at(90), at(120), false),
                        new Booking("call-c", at(60), at(90), true)),
                List.of(
                        new Request("call-d", at(260), at(290), "CONFIRMED"),
                        new Request("call-e", at(260), at(290), "REQUESTED"),
                        new Request("call-f", at(320), at(350), "DECLINED")),
                List.of(new Outcome("call-a", "INTERESTED")),
                List.of(ana, ben, cleo, dee, eva, fay),
                List.of(
                        new Claim("call-d", "CONFIRMED", at(260), at(290)),
                        new Claim("call-e", "REQUESTED", at(260), at(290)),
                        new Claim("hold", "HELD", at(400), at(430))),
                List.of(new Offered(at(230), at(260)), new Offered(at(290), at(320))),
                List.of(new Answers("in-a", "call-a")),
                List.of(
                        new Aggregate(CALENDAR, 8, 0),
                        new Aggregate("notification.deliveries/mail-d", 2, 0),
                        new Aggregate("booking.calls/call-a", 1, 0),
                        new Aggregate("notification.enrollments/run", 2, 0),
                        new Aggregate("notification.deliveries/mail-a", 2, 0),
                        new Aggregate("notification.deliveries/mail-b", 2, 0),
                        new Aggregate("notification.deliveries/mail-c", 2, 0),
                        new Aggregate("notification.deliveries/follow", 2, 0)),
                List.of(
                        fact(CALENDAR, 1, "ana", "CallRequested", "call-a", 0),
                        fact(CALENDAR, 2, "cleo", "CallRequested", "call-c", 0),
                        fact(CALENDAR, 3, "cleo", "CallCancelled", "call-c", 1),
                        fact(CALENDAR, 4, "ben", "CallRequested", "call-b", 2),
                        fact("booking.calls/call-a", 1, "ana", "CallOutcomeRecorded", "call-a", 91),
                        fact("notification.enrollments/run", 1, "ana", "EnrollmentStarted", "run", 91),
                        fact("notification.deliveries/mail-a", 1, "ana", "DeliveryPlanned", "mail-a", 0),
                        fact("notification.deliveries/mail-a", 2, "ana", "DeliveryAccepted", "mail-a", 0),
                        fact("notification.deliveries/mail-b", 1, "ben", "DeliveryPlanned", "mail-b", 2),
                        fact("notification.deliveries/mail-b", 2, "ben", "DeliveryInDoubt", "mail-b", 2),
                        fact("notification.deliveries/mail-c", 1, "cleo", "DeliveryPlanned", "mail-c", 0),
                        fact("notification.deliveries/mail-c", 2, "cleo", "DeliverySkipped", "mail-c", 1),
                        fact("notification.deliveries/follow", 1, "ana", "DeliveryPlanned", "follow", 100),
                        fact("notification.deliveries/follow", 2, "ana", "DeliveryAccepted", "follow", 100),
                        fact("notification.enrollments/run", 2, "ana", "EnrollmentEnded", "run", 110),
                        fact(CALENDAR, 5, "dee", "CallRequested", "call-d", 120),
                        fact(CALENDAR, 6, "eva", "CallRequested", "call-e", 121),
                        fact(CALENDAR, 7, "fay", "CallRequested", "call-f", 122),
                        fact(CALENDAR, 8, "dee", "CallConfirmed", "call-d", 130),
                        fact("notification.deliveries/mail-d", 1, "dee", "DeliveryPlanned", "mail-d", 130),
                        fact("notification.deliveries/mail-d", 2, "dee", "DeliveryAccepted", "mail-d", 130)),
                List.of(
                        row("mail-a", "ana", "ACCEPTED", "confirmation", "confirmed"),
                        row("mail-b", "ben", "IN_DOUBT", "confirmation", "confirmed"),
                        row("mail-c", "cleo", "SKIPPED", "confirmation", "confirmed"),
                        row("follow", "ana", "ACCEPTED", "after-interested", "as-promised"),
                        row("mail-d", "dee", "ACCEPTED", "confirmation", "confirmed")),
                List.of(
                        new ReceivedMail("<mail-a>", at(0)),
                        new ReceivedMail("<mail-b>", at(2)),
                        new ReceivedMail("<follow>", at(100)),
                        new ReceivedMail("<mail-d>", at(130))),
                Map.of("eva@client.example", RelayFault.DOT_CLOSED, "fay@client.example", RelayFault.RCPT_REFUSED),
                new DoubtBound(1, 0, 1, 1),
                List.of(new Enrollment("run", "ana", "after-interested", "ENDED", "booked")),
                at(200)));
    }

    EvidenceSample withLostBooking() {
        return calls(calls -> calls.removeFirst());
    }

    EvidenceSample withBookingAtAnotherTime() {
        return calls(calls -> calls.set(0, new StoredCall("call-a", "ana", "CONFIRMED", at(15), at(45), "INTERESTED")));
    }

    EvidenceSample withCancelledCallStillStanding() {
        return calls(calls -> calls.set(2, new StoredCall("call-c", "cleo", "CONFIRMED", at(60), at(90), null)));
    }

    EvidenceSample withLostOutcome() {
        return calls(calls -> calls.set(0, new StoredCall("call-a", "ana", "CONFIRMED", at(60), at(90), null)));
    }

    EvidenceSample withOverlappingCalls() {
        return calls(calls -> calls.set(1, new StoredCall("call-b", "ben", "CONFIRMED", at(89), at(119), null)));
    }

    EvidenceSample withConfirmedRequestStillWaiting() {
        return calls(calls -> calls.set(3, new StoredCall("call-d", "dee", "REQUESTED", at(260), at(290), null)));
    }

    EvidenceSample withDeclinedRequestConfirmed() {
        return calls(calls -> calls.set(5, new StoredCall("call-f", "fay", "CONFIRMED", at(320), at(350), null)));
    }

    EvidenceSample withTwoRequestsConfirmedForOneTime() {
        return calls(calls -> calls.set(4, new StoredCall("call-e", "eva", "CONFIRMED", at(260), at(290), null)));
    }

    EvidenceSample withClaimOfNobody() {
        return claims(claims -> claims.add(new Claim("call-x", "CONFIRMED", at(500), at(530))));
    }

    EvidenceSample withClaimOfACancelledCall() {
        return claims(claims -> claims.add(new Claim("call-c", "CONFIRMED", at(60), at(90))));
    }

    EvidenceSample withCallWithoutItsClaim() {
        return claims(List::removeFirst);
    }

    EvidenceSample withTakenTimeOffered() {
        return offered(offered -> offered.add(1, new Offered(at(260), at(290))));
    }

    EvidenceSample withFreeTimeNotOffered() {
        return claims(claims -> claims.removeFirst())
                .calls(calls -> calls.remove(3))
                .offered(offered -> offered.add(new Offered(at(320), at(350))));
    }

    EvidenceSample withAnswersOfNobody() {
        return answers(answers -> answers.add(new Answers("in-y", "call-y")));
    }

    EvidenceSample withAnswersOfTwoAttempts() {
        return answers(answers -> answers.add(new Answers("in-z", "call-a")));
    }

    EvidenceSample withFactThatNeverLeft() {
        return facts(facts -> facts.remove(3));
    }

    EvidenceSample withFactStillWaiting() {
        return aggregates(aggregates -> aggregates.set(0, new Aggregate(CALENDAR, 8, 1)));
    }

    EvidenceSample withFactPublishedBeforeItsWrite() {
        return facts(facts -> facts.add(fact(CALENDAR, 9, "gil", "CallRequested", "call-g", 3)));
    }

    EvidenceSample withTwoFactsUnderOneNumber() {
        return facts(facts -> facts.add(fact(CALENDAR, 4, "gil", "CallRequested", "call-g", 3)));
    }

    EvidenceSample withReorderedFacts() {
        return facts(facts -> facts.add(1, facts.remove(2)));
    }

    EvidenceSample withKeyOnTwoPartitions() {
        return facts(facts -> {
            var last = facts.get(2);
            facts.set(
                    2,
                    new PublishedFact(
                            last.aggregate(),
                            last.topic(),
                            last.partition() + 1,
                            last.offset(),
                            last.key(),
                            last.id(),
                            last.name(),
                            last.subject(),
                            last.sequence(),
                            last.time(),
                            last.decidedAt()));
        });
    }

    EvidenceSample withLateCopy() {
        return facts(facts -> facts.add(facts.get(1)));
    }

    EvidenceSample withPlannedMailWithoutRow() {
        return ledger(rows -> rows.remove(3));
    }

    EvidenceSample withTwoRowsForOneMail() {
        return ledger(rows -> rows.add(rows.getFirst()));
    }

    EvidenceSample withUnconfirmedBooking() {
        return ledger(rows -> rows.remove(1));
    }

    EvidenceSample withMailReceivedTwice() {
        return received(mails -> mails.add(new ReceivedMail("<follow>", at(101))));
    }

    EvidenceSample withMarkedDuplicate() {
        return received(mails -> mails.add(new ReceivedMail("<mail-b>", at(3))))
                .ledger(rows -> rows.set(1, marked(rows.get(1))));
    }

    EvidenceSample withMarkedMailReceivedTwiceAllTheSame() {
        return withMailReceivedTwice().ledger(rows -> rows.set(3, marked(rows.get(3))));
    }

    EvidenceSample withConfirmationReceivedThreeTimes() {
        return withMarkedDuplicate().received(mails -> mails.add(new ReceivedMail("<mail-b>", at(4))));
    }

    EvidenceSample withMailRejectedByNobody() {
        return ledger(rows -> rows.set(2, row("mail-c", "cleo", "REJECTED", "confirmation", "confirmed")));
    }

    EvidenceSample withAnotherMailInDoubt() {
        return ledger(rows -> rows.set(0, row("mail-a", "ana", "IN_DOUBT", "confirmation", "confirmed")));
    }

    private static LedgerRow marked(LedgerRow row) {
        return new LedgerRow(
                row.id(),
                row.clientId(),
                row.messageId(),
                row.to(),
                row.atMostOnce(),
                "ACCEPTED",
                true,
                row.sequence(),
                row.step(),
                row.enrollment(),
                null);
    }

    EvidenceSample withMailMarkedBeforeItLeft() {
        return received(mails -> mails.removeFirst());
    }

    EvidenceSample withSkippedMailThatWasSent() {
        return received(mails -> mails.add(new ReceivedMail("<mail-c>", at(1))));
    }

    EvidenceSample withMailClaimedForEver() {
        return ledger(rows -> rows.set(0, row("mail-a", "ana", "CLAIMED", "confirmation", "confirmed")));
    }

    EvidenceSample withMailOverdue() {
        return ledger(rows -> rows.set(0, row("mail-a", "ana", "PLANNED", "confirmation", "confirmed", at(199))));
    }

    EvidenceSample withMailAfterTheEnd() {
        return received(mails -> mails.set(2, new ReceivedMail("<follow>", at(110).plusSeconds(6))));
    }

    EvidenceSample withMailOnItsWayAtTheEnd() {
        return received(mails -> mails.set(2, new ReceivedMail("<follow>", at(110).plusSeconds(4))));
    }

    /** All of its steps were planned at 92, and at 110 it was ended with a mail still waiting, after another had been sent. */
    EvidenceSample withMailBetweenTheLastPlanAndTheEnd() {
        var run = "notification.enrollments/run";
        return aggregates(rows -> rows.set(3, new Aggregate(run, 3, 0))).facts(facts -> {
            facts.set(14, fact(run, 3, "ana", "EnrollmentEnded", "run", 110));
            facts.add(6, fact(run, 2, "ana", "EnrollmentEnded", "run", 92));
        });
    }

    private interface Change<T> {
        void apply(List<T> list);
    }

    private EvidenceSample calls(Change<StoredCall> change) {
        var e = evidence;
        return with(
                changed(e.calls(), change),
                e.claims(),
                e.offered(),
                e.answers(),
                e.aggregates(),
                e.facts(),
                e.ledger(),
                e.received());
    }

    private EvidenceSample claims(Change<Claim> change) {
        var e = evidence;
        return with(
                e.calls(),
                changed(e.claims(), change),
                e.offered(),
                e.answers(),
                e.aggregates(),
                e.facts(),
                e.ledger(),
                e.received());
    }

    private EvidenceSample offered(Change<Offered> change) {
        var e = evidence;
        return with(
                e.calls(),
                e.claims(),
                changed(e.offered(), change),
                e.answers(),
                e.aggregates(),
                e.facts(),
                e.ledger(),
                e.received());
    }

    private EvidenceSample answers(Change<Answers> change) {
        var e = evidence;
        return with(
                e.calls(),
                e.claims(),
                e.offered(),
                changed(e.answers(), change),
                e.aggregates(),
                e.facts(),
                e.ledger(),
                e.received());
    }

    private EvidenceSample aggregates(Change<Aggregate> change) {
        var e = evidence;
        return with(
                e.calls(),
                e.claims(),
                e.offered(),
                e.answers(),
                changed(e.aggregates(), change),
                e.facts(),
                e.ledger(),
                e.received());
    }

    private EvidenceSample facts(Change<PublishedFact> change) {
        var e = evidence;
        return with(
                e.calls(),
                e.claims(),
                e.offered(),
                e.answers(),
                e.aggregates(),
                changed(e.facts(), change),
                e.ledger(),
                e.received());
    }

    private EvidenceSample ledger(Change<LedgerRow> change) {
        var e = evidence;
        return with(
                e.calls(),
                e.claims(),
                e.offered(),
                e.answers(),
                e.aggregates(),
                e.facts(),
                changed(e.ledger(), change),
                e.received());
    }

    private EvidenceSample received(Change<ReceivedMail> change) {
        var e = evidence;
        return with(
                e.calls(),
                e.claims(),
                e.offered(),
                e.answers(),
                e.aggregates(),
                e.facts(),
                e.ledger(),
                changed(e.received(), change));
    }

    private EvidenceSample with(
            List<StoredCall> calls,
            List<Claim> claims,
            List<Offered> offered,
            List<Answers> answers,
            List<Aggregate> aggregates,
            List<PublishedFact> facts,
            List<LedgerRow> ledger,
            List<ReceivedMail> received) {
        return new EvidenceSample(new Evidence(
                evidence.acknowledged(),
                evidence.requests(),
                evidence.outcomes(),
                calls,
                claims,
                offered,
                answers,
                aggregates,
                facts,
                ledger,
                received,
                evidence.faults(),
                evidence.byCrashes(),
                evidence.enrollments(),
                evidence.practiceTime()));
    }

    private static <T> List<T> changed(List<T> list, Change<T> change) {
        var copy = new ArrayList<>(list);
        change.apply(copy);
        return copy;
    }

    private static PublishedFact fact(
            String aggregate, long sequence, String key, String name, String subject, int minute) {
        return new PublishedFact(
                aggregate,
                aggregate.replaceFirst("\\..*", ".events"),
                key.length() % 3,
                0,
                key,
                aggregate + sequence + subject,
                name,
                subject,
                sequence,
                at(minute),
                at(minute));
    }

    private static LedgerRow row(String id, String client, String state, String sequence, String step) {
        return row(id, client, state, sequence, step, null);
    }

    private static LedgerRow row(
            String id, String client, String state, String sequence, String step, @Nullable Instant nextAt) {
        boolean followUp = sequence.equals("after-interested");
        return new LedgerRow(
                id,
                client,
                "<" + id + ">",
                client + "@client.example",
                followUp,
                state,
                false,
                sequence,
                step,
                followUp ? "run" : null,
                nextAt);
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
