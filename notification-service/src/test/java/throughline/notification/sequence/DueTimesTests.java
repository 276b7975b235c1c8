package throughline.notification.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.sequence.Step.IfLate;

class DueTimesTests {

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @ParameterizedTest(name = "{0} at {1} after {2} in {3} is {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "P1D    | 09:00 | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-02T17:00:00Z",
                "P1D    | -     | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-02T18:00:00Z",
                "PT24H  | -     | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-02T18:00:00Z",
                "P7D    | 09:00 | 2026-12-01T07:59:00Z | America/Los_Angeles | 2026-12-07T17:00:00Z",
                // the wall clock stays when the clocks change, elapsed hours do not care
                "P1D    | -     | 2026-03-07T20:00:00Z | America/Los_Angeles | 2026-03-08T19:00:00Z",
                "PT24H  | -     | 2026-03-07T20:00:00Z | America/Los_Angeles | 2026-03-08T20:00:00Z",
                "P1D    | -     | 2026-10-31T19:00:00Z | America/Los_Angeles | 2026-11-01T20:00:00Z",
                "PT24H  | -     | 2026-10-31T19:00:00Z | America/Los_Angeles | 2026-11-01T19:00:00Z",
                // 02:30 does not exist: read with the offset before the gap, so 03:30
                "P1D    | 02:30 | 2026-03-07T20:00:00Z | America/Los_Angeles | 2026-03-08T10:30:00Z",
                "P1D    | 02:15 | 2026-10-02T20:00:00Z | Australia/Lord_Howe | 2026-10-03T15:45:00Z",
                // 01:30 happens twice: the first
                "P1D    | 01:30 | 2026-10-31T19:00:00Z | America/Los_Angeles | 2026-11-01T08:30:00Z",
                // a day that begins at one o'clock
                "P1D    | 00:00 | 2026-09-05T20:00:00Z | America/Santiago    | 2026-09-06T04:00:00Z",
                // months clip to the end of the month
                "P1M    | 09:00 | 2027-01-31T18:00:00Z | America/Los_Angeles | 2027-02-28T17:00:00Z",
                "P3M    | 09:00 | 2026-11-30T18:00:00Z | America/Los_Angeles | 2027-02-28T17:00:00Z",
                "P1DT2H | -     | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-02T20:00:00Z",
                // hours with a wall time: the first such time not before them
                "PT2H   | 09:00 | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-02T17:00:00Z",
                "PT2H   | 13:00 | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-01T21:00:00Z",
                "-      | 09:00 | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-02T17:00:00Z",
                "-      | -     | 2026-12-01T18:00:00Z | America/Los_Angeles | 2026-12-01T18:00:00Z",
            })
    void afterTheTriggerIsComputedAtTheTarget(
            @Nullable String after, @Nullable LocalTime at, Instant trigger, ZoneId zone, Instant expected) {
        Step step = step(after == null ? null : Span.parse(after), null, at);

        Due due = DueTimes.of(step, from(trigger), zone, Openings.ALWAYS).orElseThrow();

        assertThat(due.at()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} at {1} before {2} in {3} is {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "P1D   | -     | 2026-12-02T17:30:00Z | America/Los_Angeles | 2026-12-01T17:30:00Z",
                "P1D   | 18:00 | 2026-12-02T17:30:00Z | America/Los_Angeles | 2026-12-02T02:00:00Z",
                "PT24H | -     | 2026-12-02T17:30:00Z | America/Los_Angeles | 2026-12-01T17:30:00Z",
                "P1D   | -     | 2026-03-08T19:00:00Z | America/Los_Angeles | 2026-03-07T20:00:00Z",
                "PT24H | -     | 2026-03-08T19:00:00Z | America/Los_Angeles | 2026-03-07T19:00:00Z",
                "P1D   | -     | 2026-11-01T20:00:00Z | America/Los_Angeles | 2026-10-31T19:00:00Z",
                "PT2H  | -     | 2026-11-01T10:30:00Z | America/Los_Angeles | 2026-11-01T08:30:00Z",
                "P1M   | -     | 2027-03-31T16:00:00Z | America/Los_Angeles | 2027-02-28T17:00:00Z",
            })
    void beforeTheCallIsComputedAtTheTarget(
            String before, @Nullable LocalTime at, Instant start, ZoneId zone, Instant expected) {
        Step step = step(null, Span.parse(before), at);
        DueTimes.From from = new DueTimes.From(start.minus(Duration.ofDays(90)), "the booking", start, Lateness.NONE);

        Due due = DueTimes.of(step, from, zone, Openings.ALWAYS).orElseThrow();

        assertThat(due.at()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} with {1} to {2} on {3} becomes {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // Tuesday, December 1, 2026; all in Los Angeles
                "2026-12-01T18:00:00Z | 09:00 | 17:00 | -       | 2026-12-01T18:00:00Z",
                "2026-12-01T16:00:00Z | 09:00 | 17:00 | -       | 2026-12-01T17:00:00Z",
                "2026-12-02T01:00:00Z | 09:00 | 17:00 | -       | 2026-12-02T17:00:00Z",
                "2026-12-05T18:00:00Z | 09:00 | 17:00 | MON-FRI | 2026-12-07T17:00:00Z",
                "2026-12-05T01:00:00Z | 09:00 | 17:00 | MON-FRI | 2026-12-07T17:00:00Z",
                // over midnight: it belongs to the day it began
                "2026-12-02T09:00:00Z | 20:00 | 02:00 | -       | 2026-12-02T09:00:00Z",
                "2026-12-02T11:00:00Z | 20:00 | 02:00 | -       | 2026-12-03T04:00:00Z",
                "2026-12-05T09:00:00Z | 20:00 | 02:00 | MON-FRI | 2026-12-05T09:00:00Z",
                "2026-12-07T09:00:00Z | 20:00 | 02:00 | MON-FRI | 2026-12-08T04:00:00Z",
                // the window opens in an hour that does not exist
                "2026-03-08T09:00:00Z | 02:30 | 17:00 | -       | 2026-03-08T10:30:00Z",
                "2026-12-05T18:00:00Z | 00:00 | 24:00 | MON-FRI | 2026-12-07T08:00:00Z",
            })
    void aWindowMovesForwardNeverBack(
            Instant trigger, String from, String to, @Nullable String days, Instant expected) {
        List<Weekday> weekdays =
                days == null ? List.of() : List.of(Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI);
        Openings openings = Openings.of(SendWindow.of(from, to, weekdays));

        Due due = DueTimes.of(step(null, null, null), from(trigger), LOS_ANGELES, openings)
                .orElseThrow();

        assertThat(due.at()).isEqualTo(expected);
    }

    @Test
    void quietHoursOverMidnightEndInTheMorning() {
        Openings openings = new Openings(null, SendWindow.of("21:00", "08:00", List.of()), Set.of());

        Due evening = DueTimes.of(
                        step(null, null, null), from(Instant.parse("2026-12-02T06:30:00Z")), LOS_ANGELES, openings)
                .orElseThrow();
        Due noon = DueTimes.of(
                        step(null, null, null), from(Instant.parse("2026-12-02T20:00:00Z")), LOS_ANGELES, openings)
                .orElseThrow();

        assertThat(evening.at()).isEqualTo("2026-12-02T16:00:00Z");
        assertThat(noon.at()).isEqualTo("2026-12-02T20:00:00Z");
    }

    @Test
    void aHolidayMovesToTheNextDayAtTheSameWallTime() {
        Openings openings = new Openings(null, null, Set.of(LocalDate.of(2026, 12, 2)));

        Due due = DueTimes.of(
                        step(Span.parse("P1D"), null, LocalTime.of(9, 0)),
                        from(Instant.parse("2026-12-01T18:00:00Z")),
                        LOS_ANGELES,
                        openings)
                .orElseThrow();

        assertThat(due.at()).isEqualTo("2026-12-03T17:00:00Z");
    }

    @Test
    void allowedDaysKeepTheWallClockOverAChange() {
        Step sundays = new Step(
                "s",
                Span.parse("P1D"),
                null,
                LocalTime.of(9, 0),
                List.of(Weekday.SUN),
                DeliveryClass.AT_MOST_ONCE,
                IfLate.SEND,
                null,
                new Step.Template("s", "m"));

        Due due = DueTimes.of(sundays, from(Instant.parse("2026-03-03T18:00:00Z")), LOS_ANGELES, Openings.ALWAYS)
                .orElseThrow();

        assertThat(due.at()).isEqualTo("2026-03-08T16:00:00Z");
        assertThat(due.planned()).isEqualTo("2026-03-04T17:00:00Z");
    }

    @Test
    void daysThatTheWindowNeverOpensOnAreFoundOut() {
        Step sundays = new Step(
                "s",
                null,
                null,
                null,
                List.of(Weekday.SUN),
                DeliveryClass.AT_MOST_ONCE,
                IfLate.SEND,
                null,
                new Step.Template("s", "m"));

        assertThat(DueTimes.of(
                        sundays,
                        from(Instant.parse("2026-12-01T18:00:00Z")),
                        LOS_ANGELES,
                        Openings.of(SendWindow.of("09:00", "17:00", List.of(Weekday.MON)))))
                .isEmpty();
    }

    @Test
    void aStepBeforeACallWithoutATimeIsNeverDue() {
        assertThat(DueTimes.of(
                        step(null, Span.parse("P1D"), null),
                        from(Instant.parse("2026-12-01T18:00:00Z")),
                        LOS_ANGELES,
                        Openings.ALWAYS))
                .isEmpty();
    }

    @Test
    void laterStepsKeepTheirDistanceToAStepThatWasLate() {
        Instant trigger = Instant.parse("2026-12-01T02:00:00Z");
        Step first = step(Span.parse("P1D"), null, LocalTime.of(9, 0));
        Step second = step(Span.parse("P7D"), null, LocalTime.of(9, 0));
        Instant due = DueTimes.of(first, from(trigger), LOS_ANGELES, Openings.ALWAYS)
                .orElseThrow()
                .at();

        Lateness twoDays = Lateness.NONE.after(due, due.plus(Duration.ofHours(54)), LOS_ANGELES);
        Due next = DueTimes.of(
                        second, new DueTimes.From(trigger, "the outcome", null, twoDays), LOS_ANGELES, Openings.ALWAYS)
                .orElseThrow();

        assertThat(due).isEqualTo("2026-12-01T17:00:00Z");
        assertThat(next.at()).isEqualTo("2026-12-09T17:00:00Z");
    }

    @Test
    void aTickThatComesAMomentLaterIsNotLate() {
        Instant due = Instant.parse("2026-12-01T17:00:00Z");

        assertThat(Lateness.NONE.after(due, due.plusMillis(900), LOS_ANGELES)).isEqualTo(Lateness.NONE);
    }

    @Test
    void theRuleAnswersWhyFridayAtNine() {
        Due due = DueTimes.of(
                        step(Span.parse("P3D"), null, LocalTime.of(9, 0)),
                        new DueTimes.From(Instant.parse("2026-12-01T18:00:00Z"), "the outcome", null, Lateness.NONE),
                        LOS_ANGELES,
                        Openings.ALWAYS)
                .orElseThrow();

        assertThat(due.rule())
                .isEqualTo("3 days after the outcome (Tuesday, December 1, 10:00 am), at 9:00 am: "
                        + "Friday, December 4, 9:00 am in Los Angeles");
    }

    @Test
    void aLateStepWaitsForItsWallTimeOrTheNextWindow() {
        Instant night = Instant.parse("2026-12-02T11:00:00Z");
        Step atNine = step(Span.parse("P1D"), null, LocalTime.of(9, 0));

        assertThat(DueTimes.late(atNine, night, true, LOS_ANGELES, Openings.ALWAYS))
                .contains(Instant.parse("2026-12-02T17:00:00Z"));
        assertThat(DueTimes.late(atNine, night, false, LOS_ANGELES, Openings.ALWAYS))
                .contains(night);
        assertThat(DueTimes.late(
                        step(null, null, null),
                        night,
                        true,
                        LOS_ANGELES,
                        Openings.of(SendWindow.of("08:00", "19:00", List.of()))))
                .contains(Instant.parse("2026-12-02T16:00:00Z"));
    }

    private static DueTimes.From from(Instant trigger) {
        return new DueTimes.From(trigger, "the outcome", null, Lateness.NONE);
    }

    private static Step step(@Nullable Span after, @Nullable Span before, @Nullable LocalTime at) {
        return new Step(
                "s",
                after,
                before,
                at,
                List.of(),
                DeliveryClass.AT_MOST_ONCE,
                IfLate.SEND,
                null,
                new Step.Template("s", "m"));
    }
}
