package throughline.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.aggregate.Decision;
import throughline.booking.availability.Availability;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;
import throughline.booking.slot.Reason;
import throughline.booking.slot.SlotRules;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.contract.booking.By;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallConfirmed;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.Contact;
import throughline.contract.booking.Location;

/** The rule book of the calendar. */
class CalendarRulesTests {

    private static final Instant NOW = Instant.parse("2027-03-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2027-03-02T12:00:00Z");

    @Test
    void whoIsFirstHasTheTime() {
        CalendarState one = after(book(CalendarState.EMPTY, "a", NOON));

        assertThat(reason(book(one, "b", NOON))).isEqualTo(Reason.Code.TAKEN);
        assertThat(reason(book(one, "b", NOON.plus(Duration.ofMinutes(15))))).isEqualTo(Reason.Code.TAKEN);
        assertThat(after(book(one, "b", NOON.plus(Duration.ofMinutes(30)))).claims())
                .hasSize(2);
    }

    @Test
    void theSameRequestAgainChangesNothingAndAnotherWithItsKeyIsRefused() {
        CalendarState one = after(book(CalendarState.EMPTY, "a", NOON));

        assertThat(book(one, "a", NOON)).isInstanceOf(Decision.Unchanged.class);
        assertThat(refusal(CalendarRules.book(one, booking("a", NOON, "another", null), "host", NOW)))
                .isInstanceOf(Refusal.AnotherRequest.class);
    }

    @Test
    void aHoldKeepsATimeUntilItEndsAndOnlyItsHolderCanTakeIt() {
        CalendarState held = after(
                CalendarRules.hold(CalendarState.EMPTY, new CallId("h1"), offer(), NOON, Duration.ofMinutes(10), NOW));

        assertThat(reason(book(held, "b", NOON))).isEqualTo(Reason.Code.HELD);
        assertThat(after(CalendarRules.book(held, booking("a", NOON, "ra", "h1"), "host", NOW))
                        .claims())
                .singleElement()
                .matches(c -> c.state() == Claim.State.CONFIRMED);
        Instant later = NOW.plus(Duration.ofMinutes(10));
        assertThat(after(CalendarRules.book(held, booking("b", NOON, "rb", null), "host", later))
                        .claims())
                .hasSize(1);
        assertThat(refusal(CalendarRules.book(held, booking("a", NOON, "ra", "h1"), "host", later)))
                .isInstanceOf(Refusal.HoldExpired.class);
        assertThat(refusal(CalendarRules.book(
                        held, booking("a", NOON.plus(Duration.ofHours(1)), "ra", "h1"), "host", NOW)))
                .isInstanceOf(Refusal.HoldExpired.class);
    }

    @Test
    void movingKeepsTheOldTimeUntilTheNewOneIsWon() {
        CalendarState two =
                after(book(after(book(CalendarState.EMPTY, "a", NOON)), "b", NOON.plus(Duration.ofHours(1))));

        assertThat(reason(move(two, "a", NOON.plus(Duration.ofHours(1)), 0))).isEqualTo(Reason.Code.TAKEN);
        CalendarState moved = after(move(two, "a", NOON.plus(Duration.ofMinutes(15)), 0));
        Claim claim = moved.find(new CallId("a")).orElseThrow();
        assertThat(claim.sequence()).isEqualTo(1);
        assertThat(claim.generation()).isEqualTo(1);
        assertThat(refusal(move(moved, "a", NOON, 0))).isInstanceOf(Refusal.MovedSince.class);
        assertThat(after(book(moved, "c", NOON.minus(Duration.ofMinutes(15)))).claims())
                .hasSize(3);
    }

    @Test
    void nothingMovesOrIsCancelledAfterItsEndOrOnceItIsSettled() {
        CalendarState one = after(book(CalendarState.EMPTY, "a", NOON));
        CalendarState settled = after(CalendarRules.settle(one, new CallId("a")));

        assertThat(refusal(cancel(settled, "a", NOW))).isInstanceOf(Refusal.Over.class);
        assertThat(refusal(cancel(one, "a", NOON.plus(Duration.ofMinutes(30))))).isInstanceOf(Refusal.Over.class);
        assertThat(after(cancel(one, "a", NOON.plus(Duration.ofMinutes(29)))).claims())
                .isEmpty();
        assertThat(refusal(cancel(CalendarState.EMPTY, "a", NOW))).isInstanceOf(Refusal.NoSuchClaim.class);
    }

    @Test
    void ofRequestsForTheSameTimeOneCanBeConfirmed() {
        CalendarState two = after(request(after(request(CalendarState.EMPTY, "a")), "b"));

        CalendarState confirmed = after(confirm(two, "b"));

        assertThat(reason(confirm(confirmed, "a"))).isEqualTo(Reason.Code.TAKEN);
        assertThat(confirm(confirmed, "b")).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void whatTookTooLongTakesNoTimeAndIsStillAnsweredTheSameOnceItHolds() {
        CalendarState one = after(book(CalendarState.EMPTY, "a", NOON));

        assertThat(refusal(CalendarRules.book(one, late("b", NOON.plus(Duration.ofHours(1))), "host", NOW)))
                .isInstanceOf(Refusal.TookTooLong.class);
        assertThat(CalendarRules.book(one, late("a", NOON), "host", NOW)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void holdsThatAreOverAndCallsLongPastLeaveTheCalendar() {
        CalendarState full = after(CalendarRules.hold(
                after(book(CalendarState.EMPTY, "a", NOON)),
                new CallId("h1"),
                offer(),
                NOON.plus(Duration.ofHours(2)),
                Duration.ofMinutes(10),
                NOW));

        assertThat(full.tidied(NOON.plus(Duration.ofDays(8))).claims()).hasSize(1);
        assertThat(full.tidied(NOON.plus(Duration.ofDays(10))).claims()).isEmpty();
    }

    @Test
    void whateverIsAskedInWhateverOrderNoTwoCallsOverlap() {
        Random random = new Random(42);
        CalendarState calendar = CalendarState.EMPTY;
        for (int i = 0; i < 3_000; i++) {
            Instant start = NOON.plus(Duration.ofMinutes(15L * random.nextInt(200)));
            String some = "c" + random.nextInt(60);
            Decision<CalendarState, Refusal> decision = switch (random.nextInt(4)) {
                case 0 -> book(calendar, some, start);
                case 1 -> CalendarRules.move(calendar, moving(some, start, null), NOW);
                case 2 -> CalendarRules.hold(calendar, new CallId("h" + i), offer(), start, Duration.ofMinutes(5), NOW);
                default -> cancel(calendar, some, NOW);
            };
            if (decision instanceof Decision.Changed<CalendarState, Refusal> changed) {
                calendar = changed.state();
            }
        }
        List<Claim> inOrder = new ArrayList<>(calendar.claims());
        inOrder.sort(Comparator.comparing(Claim::start));
        assertThat(inOrder).hasSizeGreaterThan(30);
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i - 1).end())
                    .isBeforeOrEqualTo(inOrder.get(i).start());
        }
    }

    @Test
    void aCalendarIsReadAsItWasWritten() {
        CalendarState calendar = after(CalendarRules.hold(
                after(book(CalendarState.EMPTY, "a", NOON)),
                new CallId("h1"),
                offer(),
                NOON.plus(Duration.ofHours(2)),
                Duration.ofMinutes(10),
                NOW));

        assertThat(CalendarDocument.read(CalendarDocument.written(calendar))).isEqualTo(calendar);
    }

    private static Decision<CalendarState, Refusal> book(CalendarState calendar, String call, Instant start) {
        return CalendarRules.book(calendar, booking(call, start, "r" + call, null), "host", NOW);
    }

    private static Decision<CalendarState, Refusal> request(CalendarState calendar, String call) {
        Booking booking = booking(call, NOON, "r" + call, null);
        return CalendarRules.book(
                calendar,
                new Booking(
                        booking.callId(),
                        booking.request(),
                        booking.client(),
                        booking.offer(),
                        NOON,
                        true,
                        null,
                        null,
                        null,
                        () -> false,
                        () -> false,
                        booking.fact()),
                "host",
                NOW);
    }

    private static Booking booking(String call, Instant start, String request, @Nullable String hold) {
        return new Booking(
                new CallId(call),
                request,
                new ClientId("cl_" + call),
                offer(),
                start,
                false,
                hold == null ? null : new CallId(hold),
                "in_1",
                true,
                () -> false,
                () -> false,
                CalendarRulesTests::requested);
    }

    private static Booking late(String call, Instant start) {
        Booking booking = booking(call, start, "r" + call, null);
        return new Booking(
                booking.callId(),
                booking.request(),
                booking.client(),
                booking.offer(),
                start,
                false,
                null,
                "in_1",
                true,
                () -> false,
                () -> true,
                booking.fact());
    }

    private static Decision<CalendarState, Refusal> move(
            CalendarState calendar, String call, Instant to, int generation) {
        return CalendarRules.move(calendar, moving(call, to, generation), NOW);
    }

    private static Move moving(String call, Instant to, @Nullable Integer generation) {
        return new Move(
                new CallId(call),
                generation,
                offer(),
                to,
                true,
                (before, after) -> new CallRescheduled(
                        after.callId(),
                        client(after),
                        before.start(),
                        after.start(),
                        after.end(),
                        ZoneOffset.UTC,
                        after.entry(),
                        "link",
                        By.CLIENT));
    }

    private static Decision<CalendarState, Refusal> cancel(CalendarState calendar, String call, Instant now) {
        return CalendarRules.release(
                calendar,
                new CallId(call),
                null,
                null,
                claim ->
                        new CallCancelled(claim.callId(), client(claim), claim.start(), By.CLIENT, null, claim.entry()),
                now);
    }

    private static Decision<CalendarState, Refusal> confirm(CalendarState calendar, String call) {
        return CalendarRules.confirm(
                calendar,
                new CallId(call),
                offer(),
                claim -> new CallConfirmed(claim.callId(), client(claim), By.PRACTITIONER, claim.entry()),
                NOW);
    }

    private static ClientId client(Claim claim) {
        return Objects.requireNonNull(claim.client());
    }

    private static CallRequested requested(Claim claim) {
        return new CallRequested(
                claim.callId(),
                client(claim),
                new PractitionerId("me"),
                "Mira",
                "call",
                "Call",
                claim.start(),
                claim.end(),
                ZoneOffset.UTC,
                new Contact("Ana", "ana@example.org", null, "en"),
                true,
                new Location(Location.Kind.PHONE, ""),
                "link",
                null,
                CallRequested.State.CONFIRMED,
                claim.entry());
    }

    private static Offer offer() {
        SlotRules rules = new SlotRules(
                "call",
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                60,
                null,
                null,
                1,
                null);
        Availability always = new Availability(
                ZoneId.of("UTC"),
                List.of(new WeeklyRule(List.of(DayOfWeek.values()), WallRange.of("00:00", "24:00"))),
                List.of(),
                List.of(),
                null);
        return new Offer(new PractitionerId("me"), rules, always, List.of());
    }

    private static CalendarState after(Decision<CalendarState, Refusal> decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return ((Decision.Changed<CalendarState, Refusal>) decision).state();
    }

    private static Refusal refusal(Decision<CalendarState, Refusal> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<CalendarState, Refusal>) decision).reason();
    }

    private static Reason.Code reason(Decision<CalendarState, Refusal> decision) {
        return ((Refusal.NotOffered) refusal(decision)).reason().code();
    }
}
