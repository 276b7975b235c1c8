package throughline.booking.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.booking.availability.Availability;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;
import throughline.booking.slot.Reason;
import throughline.booking.slot.SlotRules;

/** What changed rules would have done to past requests. */
class ReplayTests {

    private static final Instant MONDAY = Instant.parse("2027-03-01T00:00:00Z");

    @Test
    void aShorterDayRefusesWhoAskedForItsEnd() {
        List<Replay.Request> requests = List.of(asked("a", 0, 9, true), asked("b", 0, 16, true));

        List<Replay.Refused> refused = new Replay(requests).refused(requests, world(17, null, 0), world(15, null, 0));

        assertThat(refused).singleElement().satisfies(one -> {
            assertThat(one.request().callId()).isEqualTo("b");
            assertThat(one.reason().code()).isEqualTo(Reason.Code.OUTSIDE_HOURS);
        });
    }

    @Test
    void whatThePresentRulesRefuseAsWellIsNotTheChangesDoing() {
        List<Replay.Request> requests = List.of(asked("a", 0, 20, true));

        assertThat(new Replay(requests).refused(requests, world(17, null, 0), world(15, null, 0)))
                .isEmpty();
    }

    @Test
    void aLimitCountsTheCallsThatWereThereWhenSomebodyAsked() {
        List<Replay.Request> requests =
                List.of(asked("c", 2, 11, true), asked("a", 0, 9, true), asked("b", 1, 10, false));

        List<Replay.Refused> refused = new Replay(requests).refused(requests, world(17, null, 0), world(17, 1, 0));

        assertThat(refused)
                .extracting(one -> one.request().callId() + " " + one.reason().code())
                .containsExactly("b DAY_FULL", "c DAY_FULL");
        List<Replay.Request> cancelledFirst = List.of(asked("a", 0, 9, false), asked("b", 1, 10, true));
        assertThat(new Replay(cancelledFirst).refused(cancelledFirst, world(17, null, 0), world(17, 1, 0)))
                .isEmpty();
    }

    @Test
    void noticeIsJudgedAtTheMomentOfTheRequest() {
        List<Replay.Request> requests = List.of(asked("early", 0, 9, true), asked("late", 7, 10, true));

        assertThat(new Replay(requests).refused(requests, world(17, null, 0), world(17, null, 4)))
                .extracting(one -> one.request().callId())
                .containsExactly("late");
    }

    /** On Monday at {@code at} o'clock, for a time on the same day. */
    private static Replay.Request asked(String id, int at, int hour, boolean open) {
        Instant start = MONDAY.plus(Duration.ofHours(hour));
        return new Replay.Request(
                id, "call", MONDAY.plus(Duration.ofHours(at)), start, start, start.plus(Duration.ofMinutes(30)), open);
    }

    private static Replay.World world(int until, @Nullable Integer perDay, int noticeHours) {
        SlotRules rules = new SlotRules(
                "call",
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(noticeHours),
                60,
                perDay,
                null,
                1,
                null);
        return new Replay.World(
                type -> Optional.of(rules),
                new Availability(
                        ZoneId.of("UTC"),
                        List.of(new WeeklyRule(List.of(DayOfWeek.values()), WallRange.of("09:00", until + ":00"))),
                        List.of(),
                        List.of(),
                        null));
    }
}
