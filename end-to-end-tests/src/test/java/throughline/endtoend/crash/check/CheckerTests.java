package throughline.endtoend.crash.check;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.endtoend.crash.check.Finding.Promise.ACCEPTED_MEANS_RECEIVED;
import static throughline.endtoend.crash.check.Finding.Promise.ACKNOWLEDGED_BOOKING_EXISTS;
import static throughline.endtoend.crash.check.Finding.Promise.ACKNOWLEDGED_OUTCOME_EXISTS;
import static throughline.endtoend.crash.check.Finding.Promise.ACKNOWLEDGED_REQUEST_IS_AS_ANSWERED;
import static throughline.endtoend.crash.check.Finding.Promise.ANSWERS_BELONG_TO_A_CALL;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_BOOKING_IS_CONFIRMED;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_CLAIM_HAS_ITS_CALL;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_COMING_CALL_HAS_ITS_CLAIM;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_PLANNED_MAIL_HAS_ONE_ROW;
import static throughline.endtoend.crash.check.Finding.Promise.EVERY_STORED_FACT_IS_PUBLISHED;
import static throughline.endtoend.crash.check.Finding.Promise.FACTS_OF_AN_AGGREGATE_KEEP_THEIR_ORDER;
import static throughline.endtoend.crash.check.Finding.Promise.NOTHING_FOLLOWS_AN_END;
import static throughline.endtoend.crash.check.Finding.Promise.NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED;
import static throughline.endtoend.crash.check.Finding.Promise.NO_MAIL_IS_FORGOTTEN;
import static throughline.endtoend.crash.check.Finding.Promise.NO_MAIL_IS_RECEIVED_TWICE;
import static throughline.endtoend.crash.check.Finding.Promise.NO_MORE_IN_DOUBT_THAN_CRASHES_EXPLAIN;
import static throughline.endtoend.crash.check.Finding.Promise.NO_TWO_CALLS_OVERLAP;
import static throughline.endtoend.crash.check.Finding.Promise.RECEIVED_MEANS_ACCEPTED_OR_IN_DOUBT;
import static throughline.endtoend.crash.check.Finding.Promise.REJECTED_MEANS_REFUSED;
import static throughline.endtoend.crash.check.Finding.Promise.TIME_IS_EITHER_OFFERED_OR_TAKEN;

import java.util.EnumSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import throughline.endtoend.crash.check.Finding.Promise;

/** The judge itself: it is silent about a good run and names each broken promise. */
class CheckerTests {

    private final EvidenceSample good = EvidenceSample.good();
    private final EnumSet<Promise> seenToFail = EnumSet.noneOf(Promise.class);

    @Test
    void goodRunHasNoFindings() {
        assertThat(Checker.findings(good.evidence())).isEmpty();
    }

    @Test
    void everyPromiseHasEvidenceThatBreaksIt() {
        breaks(ACKNOWLEDGED_BOOKING_EXISTS, EvidenceSample::withLostBooking);
        breaks(ACKNOWLEDGED_BOOKING_EXISTS, EvidenceSample::withBookingAtAnotherTime);
        breaks(ACKNOWLEDGED_BOOKING_EXISTS, EvidenceSample::withCancelledCallStillStanding);
        breaks(ACKNOWLEDGED_OUTCOME_EXISTS, EvidenceSample::withLostOutcome);
        breaks(NO_TWO_CALLS_OVERLAP, EvidenceSample::withOverlappingCalls);
        breaks(NO_TWO_CALLS_OVERLAP, EvidenceSample::withTwoRequestsConfirmedForOneTime);
        breaks(ACKNOWLEDGED_REQUEST_IS_AS_ANSWERED, EvidenceSample::withConfirmedRequestStillWaiting);
        breaks(ACKNOWLEDGED_REQUEST_IS_AS_ANSWERED, EvidenceSample::withDeclinedRequestConfirmed);
        breaks(EVERY_CLAIM_HAS_ITS_CALL, EvidenceSample::withClaimOfNobody);
        breaks(EVERY_CLAIM_HAS_ITS_CALL, EvidenceSample::withClaimOfACancelledCall);
        breaks(EVERY_COMING_CALL_HAS_ITS_CLAIM, EvidenceSample::withCallWithoutItsClaim);
        breaks(TIME_IS_EITHER_OFFERED_OR_TAKEN, EvidenceSample::withTakenTimeOffered);
        breaks(TIME_IS_EITHER_OFFERED_OR_TAKEN, EvidenceSample::withFreeTimeNotOffered);
        breaks(ANSWERS_BELONG_TO_A_CALL, EvidenceSample::withAnswersOfNobody);
        breaks(ANSWERS_BELONG_TO_A_CALL, EvidenceSample::withAnswersOfTwoAttempts);
        breaks(EVERY_STORED_FACT_IS_PUBLISHED, EvidenceSample::withFactThatNeverLeft);
        breaks(EVERY_STORED_FACT_IS_PUBLISHED, EvidenceSample::withFactStillWaiting);
        breaks(NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED, EvidenceSample::withFactPublishedBeforeItsWrite);
        breaks(NOTHING_IS_PUBLISHED_THAT_IS_NOT_STORED, EvidenceSample::withTwoFactsUnderOneNumber);
        breaks(FACTS_OF_AN_AGGREGATE_KEEP_THEIR_ORDER, EvidenceSample::withReorderedFacts);
        breaks(FACTS_OF_AN_AGGREGATE_KEEP_THEIR_ORDER, EvidenceSample::withKeyOnTwoPartitions);
        breaks(EVERY_PLANNED_MAIL_HAS_ONE_ROW, EvidenceSample::withPlannedMailWithoutRow);
        breaks(EVERY_PLANNED_MAIL_HAS_ONE_ROW, EvidenceSample::withTwoRowsForOneMail);
        breaks(EVERY_BOOKING_IS_CONFIRMED, EvidenceSample::withUnconfirmedBooking);
        breaks(NO_MAIL_IS_RECEIVED_TWICE, EvidenceSample::withMailReceivedTwice);
        breaks(NO_MAIL_IS_RECEIVED_TWICE, EvidenceSample::withMarkedMailReceivedTwiceAllTheSame);
        breaks(NO_MAIL_IS_RECEIVED_TWICE, EvidenceSample::withConfirmationReceivedThreeTimes);
        breaks(REJECTED_MEANS_REFUSED, EvidenceSample::withMailRejectedByNobody);
        breaks(NO_MORE_IN_DOUBT_THAN_CRASHES_EXPLAIN, EvidenceSample::withAnotherMailInDoubt);
        breaks(ACCEPTED_MEANS_RECEIVED, EvidenceSample::withMailMarkedBeforeItLeft);
        breaks(RECEIVED_MEANS_ACCEPTED_OR_IN_DOUBT, EvidenceSample::withSkippedMailThatWasSent);
        breaks(NO_MAIL_IS_FORGOTTEN, EvidenceSample::withMailClaimedForEver);
        breaks(NO_MAIL_IS_FORGOTTEN, EvidenceSample::withMailOverdue);
        breaks(NOTHING_FOLLOWS_AN_END, EvidenceSample::withMailAfterTheEnd);

        assertThat(seenToFail).containsExactlyInAnyOrder(Promise.values());
    }

    @Test
    void copyOfAFactAfterLaterOnesIsNoReordering() {
        assertThat(Checker.findings(good.withLateCopy().evidence())).isEmpty();
    }

    @Test
    void mailThatWasOnItsWayWhenItsRunEndedMayArrive() {
        assertThat(Checker.findings(good.withMailOnItsWayAtTheEnd().evidence())).isEmpty();
    }

    @Test
    void runWithAllItsMailsPlannedIsNotCutShortYet() {
        var late = good.withMailBetweenTheLastPlanAndTheEnd();

        assertThat(Checker.findings(late.evidence())).isEmpty();
        assertThat(Checker.findings(late.withMailAfterTheEnd().evidence()))
                .extracting(Finding::promise)
                .containsExactly(NOTHING_FOLLOWS_AN_END);
    }

    @Test
    void mailSentAgainAndMarkedSoMayArriveTwice() {
        assertThat(Checker.findings(good.withMarkedDuplicate().evidence())).isEmpty();
    }

    private void breaks(Promise promise, UnaryOperator<EvidenceSample> fault) {
        assertThat(Checker.findings(fault.apply(good).evidence()))
                .extracting(Finding::promise)
                .contains(promise);
        seenToFail.add(promise);
    }
}
