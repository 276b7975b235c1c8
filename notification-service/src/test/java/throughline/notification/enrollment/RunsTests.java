package throughline.notification.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.enrollment.Runs.Turn;
import throughline.notification.policy.MailPolicy;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.SendWindow;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Span;
import throughline.notification.sequence.Step;
import throughline.notification.sequence.Step.IfLate;

class RunsTests {

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    /** Tuesday, December 1, 2026, noon in Los Angeles. */
    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    private static final MailPolicy POLICY = MailPolicy.DEFAULT;

    private static final Instant CALL = NOON.plus(Duration.ofDays(3));

    @Test
    void stepsFollowOneAnotherUntilNoneIsLeft() {
        SequenceVersion version = version(after("one", "P1D", IfLate.SEND), after("two", "P7D", IfLate.SEND));
        Enrollment run = begin(version, null);

        Turn first = Runs.turn(run, version, POLICY, dueOf(run));
        Turn second = Runs.turn(first.next(), version, POLICY, dueOf(first.next()));

        assertThat(first).isInstanceOf(Turn.Send.class);
        assertThat(first.next().step()).isEqualTo("two");
        assertThat(second.next().state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void reminderForACallThatHasBegunIsNeverSent() {
        SequenceVersion version = version(before("reminder", "P1D"));
        Enrollment run = begin(version, CALL);

        Turn turn = Runs.turn(run, version, POLICY, CALL);

        assertThat(turn).isInstanceOf(Turn.Leave.class);
        assertThat(turn.next().state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void lateReminderIsStillSentBeforeTheCall() {
        SequenceVersion version = version(before("reminder", "P1D"));
        Enrollment run = begin(version, CALL);

        assertThat(Runs.turn(run, version, POLICY, CALL.minus(Duration.ofHours(2))))
                .isInstanceOf(Turn.Send.class);
    }

    @Test
    void reminderThatWouldHaveBeenDueBeforeTheBookingIsLeftOut() {
        SequenceVersion version = version(after("confirmed", "PT0S", IfLate.SEND), before("reminder", "P1D"));
        Enrollment run = begin(version, NOON.plus(Duration.ofHours(20)));

        Turn confirmed = Runs.turn(run, version, POLICY, NOON);

        assertThat(confirmed.next().state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void movedCallMovesItsReminderAndSendsNoStepTwice() {
        SequenceVersion version = version(after("confirmed", "PT0S", IfLate.SEND), before("reminder", "P1D"));
        Enrollment run = Runs.turn(begin(version, CALL), version, POLICY, NOON).next();
        Enrollment reminded = Runs.turn(run, version, POLICY, dueOf(run)).next();

        Enrollment moved =
                Runs.moved(reminded, version, CALL.plus(Duration.ofDays(7)), CALL.minusSeconds(60), POLICY, CALL);

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

        Turn first = Runs.turn(run, version, POLICY, back);

        assertThat(first).isInstanceOf(Turn.Send.class);
        assertThat(first.next().dueAt()).isEqualTo(back.plus(Duration.ofDays(1)));
    }

    @Test
    void whoIsLastOfVeryManyDueAtOneInstantIsNotPutOffToAnotherDay() {
        SequenceVersion version = version(at("one", "P1D", LocalTime.of(9, 0), IfLate.NEXT_WINDOW, null));
        Enrollment run = begin(version, null);
        Instant due = Objects.requireNonNull(run.dueAt());

        assertThat(Runs.turn(run, version, POLICY, due.plus(Duration.ofMinutes(4))))
                .isInstanceOf(Turn.Send.class);
        assertThat(Runs.turn(run, version, POLICY, due.plus(Duration.ofMinutes(6))))
                .isInstanceOf(Turn.Postpone.class);
    }

    @Test
    void eachStepSaysWhatHappensWhenItIsLate() {
        Instant night = Instant.parse("2026-12-05T11:00:00Z");
        SequenceVersion skips = version(after("one", "P1D", IfLate.SKIP));
        SequenceVersion waits = version(at("one", "P1D", LocalTime.of(9, 0), IfLate.NEXT_WINDOW, null));
        SequenceVersion stale = version(at("one", "P1D", LocalTime.of(9, 0), IfLate.SEND, Span.parse("P1D")));

        assertThat(Runs.turn(begin(skips, null), skips, POLICY, night)).isInstanceOf(Turn.Leave.class);
        assertThat(Runs.turn(begin(stale, null), stale, POLICY, night)).isInstanceOf(Turn.Leave.class);
        assertThat(Runs.turn(begin(waits, null), waits, POLICY, night))
                .isInstanceOfSatisfying(
                        Turn.Postpone.class,
                        turn -> assertThat(turn.next().dueAt()).isEqualTo("2026-12-05T17:00:00Z"));
    }

    @Test
    void aReminderThatCameTooLateIsWrittenDownAsLeftOut() {
        SequenceVersion version = version(after("confirmed", "PT0S", IfLate.SEND), before("reminder", "P1D"));
        Enrollment run = begin(version, NOON.plus(Duration.ofHours(20)));

        Enrollment after = Runs.turn(run, version, POLICY, NOON).next();

        assertThat(after.passed()).extracting(Enrollment.Passed::step).containsExactly("confirmed", "reminder");
        assertThat(after.passed().getLast().leftOut()).isEqualTo("stale");
    }

    @Test
    void aStepThatWasHadBeforeIsNotTakenAgain() {
        SequenceVersion version = version(after("one", "P1D", IfLate.SEND), after("two", "P7D", IfLate.SEND));
        Enrollment had = begin(version, null);
        Enrollment again =
                Runs.begin(had.after(List.of(new Enrollment.Passed("one", NOON, null))), version, POLICY, NOON);

        assertThat(again.step()).isEqualTo("two");
    }

    @Test
    void dueTimesFollowAChangedZone() {
        SequenceVersion version = version(at("one", "P1D", LocalTime.of(9, 0), IfLate.SEND, null));
        Enrollment run = begin(version, null);

        Enrollment moved = Runs.rezoned(run, version, ZoneId.of("Europe/Berlin"), POLICY);

        assertThat(run.dueAt()).isEqualTo("2026-12-02T17:00:00Z");
        assertThat(moved.dueAt()).isEqualTo("2026-12-02T08:00:00Z");
        assertThat(moved.rule()).contains("Berlin");
    }

    @Test
    void quietHoursAndHolidaysHoldFollowUpsButNotMailsAboutTheOwnCall() {
        MailPolicy quiet = new MailPolicy(
                MailPolicy.DEFAULT.relay(),
                MailPolicy.DEFAULT.perDomain(),
                null,
                new SendWindow(LocalTime.of(20, 0), LocalTime.of(8, 0), List.of()),
                List.of(LocalDate.of(2026, 12, 3)),
                Span.parse("P2D"),
                MailPolicy.ApprovalPolicy.SKIP,
                10);
        SequenceVersion followUp =
                version(after("one", "PT9H", IfLate.SEND), at("two", "P2D", LocalTime.of(9, 0), IfLate.SEND, null));
        SequenceVersion reminder = version(before("reminder", "PT16H"));

        Enrollment nightly = Runs.begin(fresh(null), followUp, quiet, NOON);
        Enrollment second = Runs.turn(nightly, followUp, quiet, dueOf(nightly)).next();
        Enrollment reminded = Runs.begin(fresh(NOON.plus(Duration.ofHours(30))), reminder, quiet, NOON);

        assertThat(nightly.dueAt()).isEqualTo("2026-12-02T16:00:00Z");
        assertThat(second.dueAt()).isAfterOrEqualTo("2026-12-04T17:00:00Z");
        assertThat(reminded.dueAt()).isEqualTo(NOON.plus(Duration.ofHours(14)));
    }

    @Test
    void whoMovesToAnotherVersionGoesOnAfterTheLastStepTheyHad() {
        SequenceVersion old = version(after("a", "P1D", IfLate.SEND), after("c", "P21D", IfLate.SEND));
        SequenceVersion now = numbered(
                2, after("a", "P1D", IfLate.SEND), after("b", "P7D", IfLate.SEND), after("c", "P21D", IfLate.SEND));
        Enrollment first = begin(old, null);
        Enrollment run = Runs.turn(first, old, POLICY, dueOf(first)).next();

        Enrollment early = Runs.inVersion(run, now, POLICY, NOON.plus(Duration.ofDays(3)));
        Enrollment late = Runs.inVersion(run, now, POLICY, NOON.plus(Duration.ofDays(10)));

        assertThat(early.step()).isEqualTo("b");
        assertThat(early.version()).isEqualTo(2);
        assertThat(late.step()).isEqualTo("c");
        assertThat(late.passed().getLast().leftOut()).isEqualTo("stale");
    }

    @Test
    void whoMovesIsNeverStrandedInAStepThatIsGone() {
        SequenceVersion old = version(after("a", "P1D", IfLate.SEND), after("gone", "P7D", IfLate.SEND));
        SequenceVersion shorter = numbered(2, after("a", "P1D", IfLate.SEND));
        SequenceVersion renamed = numbered(3, after("a", "P1D", IfLate.SEND), after("later", "P9D", IfLate.SEND));
        Enrollment first = begin(old, null);
        Enrollment run = Runs.turn(first, old, POLICY, dueOf(first)).next();
        Instant day3 = NOON.plus(Duration.ofDays(3));

        assertThat(Runs.inVersion(run, shorter, POLICY, day3).state()).isEqualTo(Status.COMPLETED);
        assertThat(Runs.inVersion(run, renamed, POLICY, day3).step()).isEqualTo("later");
    }

    @Test
    void whoMovesNeverGetsAStepTwiceInWhateverOrderTheStepsAre() {
        SequenceVersion old =
                version(after("a", "P1D", IfLate.SEND), after("b", "P2D", IfLate.SEND), after("c", "P9D", IfLate.SEND));
        SequenceVersion turned = numbered(
                2, after("c", "P9D", IfLate.SEND), after("b", "P10D", IfLate.SEND), after("a", "P11D", IfLate.SEND));
        Enrollment run = begin(old, null);
        run = Runs.turn(run, old, POLICY, dueOf(run)).next();
        run = Runs.turn(run, old, POLICY, dueOf(run)).next();

        Enrollment moved = Runs.inVersion(run, turned, POLICY, NOON.plus(Duration.ofDays(3)));
        Enrollment after = Runs.turn(moved, turned, POLICY, dueOf(moved)).next();

        assertThat(moved.step()).isEqualTo("c");
        assertThat(after.state()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aPauseShiftsWhatComesAfterItOrKeepsItsTimes() {
        SequenceVersion version = version(at("one", "P3D", LocalTime.of(9, 0), IfLate.SEND, null));
        Enrollment paused = begin(version, null).paused();
        Instant from = NOON.plus(Duration.ofDays(1));
        Instant to = NOON.plus(Duration.ofDays(11));

        Enrollment shifted = Runs.resumed(paused, version, Runs.Resumption.SHIFT, from, POLICY, to);
        Enrollment kept = Runs.resumed(paused, version, Runs.Resumption.KEEP, from, POLICY, to);

        assertThat(shifted.state()).isEqualTo(Status.WAITING);
        assertThat(shifted.dueAt()).isEqualTo("2026-12-14T17:00:00Z");
        assertThat(kept.dueAt()).isEqualTo("2026-12-04T17:00:00Z");
    }

    @Test
    void askFirstLaysTheMailBeforeThePractitionerUntilTheDeadline() {
        SequenceVersion version = new SequenceVersion(
                "s", 1, NOON, false, asking(after("one", "P1D", IfLate.SEND), after("two", "P2D", IfLate.SEND)));
        Enrollment run = begin(version, null);

        Turn turn = Runs.turn(run, version, POLICY, dueOf(run));
        Enrollment approved = Runs.decided(turn.next(), version, null, POLICY, dueOf(run));
        Enrollment refused = Runs.decided(turn.next(), version, "not_approved", POLICY, dueOf(run));

        assertThat(turn).isInstanceOf(Turn.Ask.class);
        assertThat(turn.next().state()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(turn.next().dueAt()).isEqualTo(dueOf(run).plus(Duration.ofDays(2)));
        assertThat(approved.step()).isEqualTo("two");
        assertThat(refused.passed().getLast().leftOut()).isEqualTo("not_approved");
    }

    @Test
    void aClockSetBackTakesNoStepAgain() {
        SequenceVersion version = version(after("one", "P1D", IfLate.SEND), after("two", "P7D", IfLate.SEND));
        Enrollment run = begin(version, null);
        Enrollment second = Runs.turn(run, version, POLICY, dueOf(run)).next();

        assertThat(second.step()).isEqualTo("two");
        assertThat(second.dueAt()).isEqualTo(NOON.plus(Duration.ofDays(7)));
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
        return Runs.begin(fresh(callStart), version, POLICY, NOON);
    }

    private static Definition asking(Step... steps) {
        return new Definition(
                "S",
                new Definition.Trigger("CallRequested", Map.of()),
                List.of(),
                List.of(steps),
                null,
                Definition.Approval.ASK_FIRST,
                Definition.ZoneOf.CLIENT,
                0);
    }

    private static SequenceVersion numbered(int version, Step... steps) {
        return new SequenceVersion("s", version, NOON, false, definition("CallRequested", List.of(steps)));
    }

    private static Enrollment fresh(@Nullable Instant callStart) {
        return new Enrollment(
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
