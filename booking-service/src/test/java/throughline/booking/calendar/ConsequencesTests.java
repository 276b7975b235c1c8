package throughline.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.aggregate.Decision;
import throughline.booking.availability.Availability;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;
import throughline.booking.slot.SlotRules;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.Event;
import throughline.contract.PractitionerId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.RequestedTimeTaken;
import throughline.contract.booking.SlotReleased;

/** What others learn from a change of the calendar. */
class ConsequencesTests {

    private static final PractitionerId ME = new PractitionerId("me");
    private static final Instant NOW = Instant.parse("2027-03-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2027-03-02T12:00:00Z");

    @Test
    void futureTimeThatIsGivenBackIsReleased() {
        Claim call = claim("a", NOON, Claim.State.CONFIRMED);

        assertThat(facts(state(call), state()))
                .containsExactly(new SlotReleased(ME, "call", NOON, NOON.plus(Duration.ofMinutes(30))));
        assertThat(facts(state(call), state(claim("a", NOON.plus(Duration.ofHours(2)), Claim.State.CONFIRMED))))
                .containsExactly(new SlotReleased(ME, "call", NOON, NOON.plus(Duration.ofMinutes(30))));
    }

    @Test
    void aHoldThatHasLapsedReleasesItsTimeUnlessSomebodyTookItInTheSameWrite() {
        Claim lapsed = hold(NOW);

        assertThat(facts(state(lapsed), state()))
                .containsExactly(new SlotReleased(ME, "call", NOON, NOON.plus(Duration.ofMinutes(30))));
        assertThat(facts(state(lapsed), state(claim("a", NOON, Claim.State.CONFIRMED))))
                .isEmpty();
    }

    @Test
    void aHoldThatBecameACallAndACallThatIsOverReleaseNothing() {
        assertThat(facts(state(hold(NOW.plusMillis(1))), state())).isEmpty();
        assertThat(facts(state(claim("a", NOW.minus(Duration.ofMinutes(10)), Claim.State.CONFIRMED)), state()))
                .isEmpty();
        Claim call = claim("a", NOON, Claim.State.CONFIRMED);
        assertThat(facts(state(call), state(call.asSettled()))).isEmpty();
    }

    @Test
    void whoseTimeIsGivenToAnotherIsToldOnceWithThreeOthers() {
        Claim first = claim("a", NOON, Claim.State.REQUESTED);
        Claim second = claim("b", NOON, Claim.State.REQUESTED);

        List<Event> told = facts(state(first, second), state(first.confirmed(), second));

        assertThat(told).singleElement().isInstanceOfSatisfying(RequestedTimeTaken.class, fact -> {
            assertThat(fact.callId()).isEqualTo(new CallId("b"));
            assertThat(fact.alternatives()).hasSize(3).doesNotContain(NOON);
        });
        Claim other = claim("c", NOON.plus(Duration.ofHours(3)), Claim.State.CONFIRMED);
        assertThat(facts(state(first.confirmed(), second), state(first.confirmed(), second, other)))
                .isEmpty();
    }

    @Test
    void aRequestThatStillHasRoomIsNotDisturbed() {
        Claim request = claim("b", NOON, Claim.State.REQUESTED);

        assertThat(facts(state(request), state(request, hold(NOW.plus(Duration.ofMinutes(10))))))
                .isEmpty();
        assertThat(facts(
                        state(request),
                        state(request, claim("a", NOON.plus(Duration.ofMinutes(30)), Claim.State.CONFIRMED))))
                .isEmpty();
    }

    private static List<Event> facts(CalendarState before, CalendarState after) {
        Decision<CalendarState, Refusal> decision =
                Consequences.added(Decision.changed(after), ME, before, new Told(), NOW);
        return List.copyOf(((Decision.Changed<CalendarState, Refusal>) decision).facts());
    }

    private static final class Told implements Overtaken {

        @Override
        public Offer offer(Claim request) {
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
            return new Offer(
                    ME,
                    rules,
                    new Availability(
                            ZoneId.of("UTC"),
                            List.of(new WeeklyRule(List.of(DayOfWeek.values()), WallRange.of("00:00", "24:00"))),
                            List.of(),
                            List.of(),
                            null),
                    List.of());
        }

        @Override
        public BookingEvent fact(Claim request, List<Instant> alternatives) {
            return new RequestedTimeTaken(request.callId(), new ClientId("cl"), request.start(), alternatives, "link");
        }
    }

    private static CalendarState state(Claim... claims) {
        return new CalendarState(Stream.of(claims).toList());
    }

    private static Claim claim(String id, Instant start, Claim.State state) {
        return claim(id, new ClientId("cl_" + id), start, state, null);
    }

    private static Claim hold(Instant expiresAt) {
        return claim("h", null, NOON, Claim.State.HELD, expiresAt);
    }

    private static Claim claim(
            String id, @Nullable ClientId client, Instant start, Claim.State state, @Nullable Instant expiresAt) {
        return new Claim(
                new CallId(id),
                client,
                "call",
                start,
                start.plus(Duration.ofMinutes(30)),
                0,
                0,
                state,
                expiresAt,
                "uid",
                0,
                0,
                false,
                null,
                null,
                null);
    }
}
