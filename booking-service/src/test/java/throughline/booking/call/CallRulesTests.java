package throughline.booking.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.aggregate.Decision;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.Event;
import throughline.contract.PractitionerId;
import throughline.contract.booking.By;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Location;
import throughline.contract.booking.Outcome;

/** How a call follows the calendar's facts, and when an outcome is told. */
class CallRulesTests {

    private static final Instant START = Instant.parse("2027-03-02T12:00:00Z");
    private static final Instant AFTER = START.plus(Duration.ofHours(1));
    private static final CallId ID = new CallId("c_1");

    private final Call fresh = Call.of(requested(), START.minus(Duration.ofDays(1)), "request");

    @Test
    void anOutcomeIsToldOnlyWhenTheBookingCameBackFromKafka() {
        Decision.Changed<Call, ?> early = changed(CallRules.outcome(ID, fresh, Outcome.INTERESTED, AFTER));

        assertThat(early.facts()).isEmpty();
        Decision.Changed<Call, ?> heard = changed(CallRules.after(requested(), early.state(), 0, true));
        assertThat(outcomes(heard.facts())).containsExactly(Outcome.INTERESTED);
    }

    @Test
    void anOutcomeWaitsForTheLastMoveToo() {
        Call heard = changed(CallRules.after(requested(), fresh, 0, true)).state();
        Call moved = changed(CallRules.after(rescheduled(1), heard, 1, false)).state();

        Decision.Changed<Call, ?> early =
                changed(CallRules.outcome(ID, moved, Outcome.NO_SHOW, AFTER.plus(Duration.ofDays(1))));

        assertThat(early.facts()).isEmpty();
        assertThat(outcomes(changed(CallRules.after(rescheduled(1), early.state(), 1, true))
                        .facts()))
                .containsExactly(Outcome.NO_SHOW);
    }

    @Test
    void aCorrectionNamesWhatWasToldAndTheSameAgainIsNothing() {
        Call heard = changed(CallRules.after(requested(), fresh, 0, true)).state();
        Call one =
                changed(CallRules.outcome(ID, heard, Outcome.INTERESTED, AFTER)).state();

        assertThat(CallRules.outcome(ID, one, Outcome.INTERESTED, AFTER)).isInstanceOf(Decision.Unchanged.class);
        Decision.Changed<Call, ?> corrected = changed(CallRules.outcome(ID, one, Outcome.NOT_A_FIT, AFTER));
        CallOutcomeRecorded fact = (CallOutcomeRecorded) corrected.facts().getFirst();
        assertThat(fact.revision()).isEqualTo(2);
        assertThat(fact.corrects()).isEqualTo(Outcome.INTERESTED);
    }

    @Test
    void nobodyMissesACallThatHasNotBegunAndACancelledOneHasNoOutcome() {
        assertThat(CallRules.outcome(ID, fresh, Outcome.NO_SHOW, START.minusSeconds(1)))
                .isEqualTo(Decision.refused(CallRules.NoOutcome.NOT_BEGUN));
        Call cancelled = changed(CallRules.after(cancelled(1), fresh, 0, false)).state();
        assertThat(CallRules.outcome(ID, cancelled, Outcome.INTERESTED, AFTER))
                .isEqualTo(Decision.refused(CallRules.NoOutcome.NOT_CONFIRMED));
    }

    @Test
    void aFactThatWasKnownAlreadyChangesNothing() {
        Call moved = changed(CallRules.after(rescheduled(2), fresh, 2, false)).state();

        Call after = changed(CallRules.after(rescheduled(1), moved, 1, true)).state();

        assertThat(after.generation()).isEqualTo(2);
        assertThat(after.entry().sequence()).isEqualTo(2);
        assertThat(after.heard()).isEqualTo(1);
        Call all = changed(CallRules.after(rescheduled(2), after, 2, true)).state();
        assertThat(CallRules.after(rescheduled(2), all, 2, true)).isInstanceOf(Decision.Unchanged.class);
    }

    private static List<Outcome> outcomes(List<? extends Event> facts) {
        return facts.stream().map(f -> ((CallOutcomeRecorded) f).outcome()).toList();
    }

    private static Decision.Changed<Call, ?> changed(Decision<Call, ?> decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return (Decision.Changed<Call, ?>) decision;
    }

    private static CallRescheduled rescheduled(int sequence) {
        Instant to = START.plus(Duration.ofHours(sequence));
        return new CallRescheduled(
                ID,
                new ClientId("cl_1"),
                START,
                to,
                to.plus(Duration.ofMinutes(30)),
                ZoneOffset.UTC,
                new CalendarEntry("uid", sequence),
                "link",
                By.CLIENT);
    }

    private static CallCancelled cancelled(int sequence) {
        return new CallCancelled(ID, new ClientId("cl_1"), START, By.CLIENT, null, new CalendarEntry("uid", sequence));
    }

    private static CallRequested requested() {
        return new CallRequested(
                ID,
                new ClientId("cl_1"),
                new PractitionerId("me"),
                "Mira",
                "call",
                "Call",
                START,
                START.plus(Duration.ofMinutes(30)),
                ZoneOffset.UTC,
                new Contact("Ana", "ana@example.org", null, "en"),
                true,
                new Location(Location.Kind.PHONE, ""),
                "link",
                null,
                CallRequested.State.CONFIRMED,
                new CalendarEntry("uid", 0));
    }
}
