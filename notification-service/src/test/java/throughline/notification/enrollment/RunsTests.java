package throughline.notification.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.enrollment.Runs.Turn;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Span;
import throughline.notification.sequence.Step;
import throughline.notification.sequence.Step.IfLate;

class RunsTests {

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    /** Tuesday, December 1, 2026, noon in Los Angeles. */
    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    private static final Instant CALL = NOON.plus(Duration.ofDays(3));

    @Test
    void stepsFollowOneAnotherUntilNoneIsLeft() {
        SequenceVersion version = version(after("one", "P1D", IfLate.SEND), after("two", "P7D", IfLate.SEND));
        Enrollment run = begin(version, null);

        Turn first = Runs.turn(run, version, dueOf(run));
        Turn second = Runs.turn(first.next(), version, dueOf(first.next()));

        assertThat(first).isInstanceOf(Turn.Send.class);
        assertThat(first.next().step()).isEqualTo("two");
        assertThat(second.next().state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void reminderForACallThatHasBegunIsNeverSent() {
        SequenceVersion version = version(before("reminder", "P1D"));
        Enrollment run = begin(version, CALL);

        Turn turn = Runs.turn(run, version, CALL);

        assertThat(turn).isInstanceOf(Turn.Leave.class);
        assertThat(turn.next().state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void lateReminderIsStillSentBeforeTheCall() {
        SequenceVersion version = version(before("reminder", "P1D"));
        Enrollment run = begin(version, CALL);

        assertThat(Runs.turn(run, version, CALL.minus(Duration.ofHours(2)))).isInstanceOf(Turn.Send.class);
    }

    @Test
    void reminderThatWouldHaveBeenDueBeforeTheBookingIsLeftOut() {
        SequenceVersion version = version(after("confirmed", "PT0S", IfLate.SEND), before("reminder", "P1D"));
        Enrollment run = begin(version, NOON.plus(Duration.ofHours(20)));

        Turn confirmed = Runs.turn(run, version, NOON);

        assertThat(confirmed.next().state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void movedCallMovesItsReminderAndSendsNoStepTwice() {
        SequenceVersion version = version(after("confirmed", "PT0S", IfLate.SEND), before("reminder", "P1D"));
        Enrollment run = Runs.turn(begin(version, CALL), version, NOON).next();
        Enrollment reminded = Runs.turn(run, version, dueOf(run)).next();

        Enrollment moved = Runs.moved(reminded, version, CALL.plus(Duration.ofDays(7)), CALL.minusSeconds(60), CALL);

        assertThat(reminded.state()).isEqualTo(Status.COMPLETED);
        assertThat(moved.state()).isEqualTo(Status.WAITING);
        assertThat(moved.step()).isEqualTo("reminder");
        assertThat(moved.dueAt()).isEqualTo(CALL.plus(Duration.ofDays(6)));
        assertThat(moved.revision()).isEqualTo(reminded.revision() + 1);
    }

    @Test
    void afterAnOutageNobodyGetsTwoMailsAtOnce() {
        SequenceVersion version = version(after("one", "P1D", IfLate.SEND), after("two", "P2D", IfLate.SEND));
        Enrollment run = begin(version, null);
        Instant back = NOON.plus(Duration.ofDays(20));

        Turn first = Runs.turn(run, version, back);

        assertThat(first).isInstanceOf(Turn.Send.class);
        assertThat(first.next().dueAt()).isEqualTo(back.plus(Duration.ofDays(1)));
    }

    @Test
    void eachStepSaysWhatHappensWhenItIsLate() {
        Instant night = Instant.parse("2026-12-05T11:00:00Z");
        SequenceVersion skips = version(after("one", "P1D", IfLate.SKIP));
        SequenceVersion waits = version(at("one", "P1D", LocalTime.of(9, 0), IfLate.NEXT_WINDOW, null));
        SequenceVersion stale = version(at("one", "P1D", LocalTime.of(9, 0), IfLate.SEND, Span.parse("P1D")));

        assertThat(Runs.turn(begin(skips, null), skips, night)).isInstanceOf(Turn.Leave.class);
        assertThat(Runs.turn(begin(stale, null), stale, night)).isInstanceOf(Turn.Leave.class);
        assertThat(Runs.turn(begin(waits, null), waits, night))
                .isInstanceOfSatisfying(
                        Turn.Postpone.class,
                        turn -> assertThat(turn.next().dueAt()).isEqualTo("2026-12-05T17:00:00Z"));
    }

    @Test
    void onlyMailsAboutTheOwnCallGoWithoutConsent() {
        SequenceVersion aboutCall = version(before("reminder", "P1D"));
        SequenceVersion dressedUp = new SequenceVersion(
                "s", 1, NOON, false, definition("CallOutcomeRecorded", List.of(mustArrive("offer"))));

        assertThat(Kinds.followsUp(aboutCall)).isFalse();
        assertThat(Kinds.followsUp(dressedUp)).isTrue();
    }

    private static Instant dueOf(Enrollment run) {
        Instant due = run.dueAt();
        assertThat(due).isNotNull();
        return due == null ? NOON : due;
    }

    private static Enrollment begin(SequenceVersion version, @Nullable Instant callStart) {
        Enrollment fresh = new Enrollment(
                new ClientId("ana"),
                "s",
                1,
                new CallId("call"),
                "CallRequested",
                "event",
                "chain",
                NOON,
                "the booking",
                LOS_ANGELES,
                callStart,
                NOON,
                Status.WAITING,
                0,
                null,
                null,
                null,
                "",
                Lateness.NONE,
                0,
                null,
                null,
                List.of());
        return Runs.begin(fresh, version, NOON);
    }

    private static SequenceVersion version(Step... steps) {
        return new SequenceVersion("s", 1, NOON, false, definition("CallRequested", List.of(steps)));
    }

    private static Definition definition(String event, List<Step> steps) {
        return new Definition(
                "S",
                new Definition.Trigger(event, Map.of()),
                List.of(),
                steps,
                null,
                Definition.Approval.NONE,
                Definition.ZoneOf.CLIENT,
                0);
    }

    private static Step after(String id, String after, IfLate ifLate) {
        return at(id, after, null, ifLate, null);
    }

    private static Step at(String id, String after, @Nullable LocalTime at, IfLate ifLate, @Nullable Span staleAfter) {
        return new Step(
                id,
                Span.parse(after),
                null,
                at,
                List.of(),
                DeliveryClass.AT_MOST_ONCE,
                ifLate,
                staleAfter,
                new Step.Template("s", "m"));
    }

    private static Step before(String id, String before) {
        return new Step(
                id,
                null,
                Span.parse(before),
                null,
                List.of(),
                DeliveryClass.MUST_ARRIVE,
                IfLate.SEND,
                null,
                new Step.Template("s", "m"));
    }

    private static Step mustArrive(String id) {
        return new Step(
                id,
                null,
                null,
                null,
                List.of(),
                DeliveryClass.MUST_ARRIVE,
                IfLate.SEND,
                null,
                new Step.Template("s", "m"));
    }
}
