package throughline.booking.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.Holidays;
import throughline.booking.availability.Run;
import throughline.booking.availability.TimeOff;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;

/** The rule book of offered starts. */
class SlotsTests {

    private static final ZoneId LA = ZoneId.of("America/Los_Angeles");
    private static final Instant NOW = Instant.parse("2027-03-01T08:00:00Z");
    private static final LocalDate MONDAY = LocalDate.of(2027, 3, 8);

    @Test
    void rangeWithinTheGapIsClippedToWhatIsThere() {
        Availability sunday = open(LA, DayOfWeek.SUNDAY, "02:30", "04:00");

        List<Instant> slots = slots(plain(), sunday).offered(LocalDate.of(2027, 3, 14), LocalDate.of(2027, 3, 14), LA);

        assertThat(slots).containsExactly(Instant.parse("2027-03-14T10:00:00Z"), Instant.parse("2027-03-14T10:30:00Z"));
    }

    @Test
    void rangeThatLiesInTheGapOffersNothing() {
        Availability sunday = open(LA, DayOfWeek.SUNDAY, "02:00", "03:00");

        assertThat(slots(plain(), sunday).offered(LocalDate.of(2027, 3, 14), LocalDate.of(2027, 3, 14), LA))
                .isEmpty();
    }

    @Test
    void bothInstantsOfARepeatedHourAreOffered() {
        Availability sunday = open(LA, DayOfWeek.SUNDAY, "01:00", "02:00");

        List<Instant> slots = at("2027-10-20T00:00:00Z", plain(), sunday)
                .offered(LocalDate.of(2027, 11, 7), LocalDate.of(2027, 11, 7), LA);

        assertThat(slots)
                .containsExactly(
                        Instant.parse("2027-11-07T08:00:00Z"),
                        Instant.parse("2027-11-07T08:30:00Z"),
                        Instant.parse("2027-11-07T09:00:00Z"),
                        Instant.parse("2027-11-07T09:30:00Z"));
    }

    @Test
    void gridBeginsAgainWhereTheWallLeavesARangeAndComesBack() {
        Availability sunday = open(LA, DayOfWeek.SUNDAY, "00:20", "01:40");

        List<Instant> slots = at("2027-10-20T00:00:00Z", plain(), sunday)
                .offered(LocalDate.of(2027, 11, 7), LocalDate.of(2027, 11, 7), LA);

        assertThat(slots)
                .containsExactly(
                        Instant.parse("2027-11-07T07:20:00Z"),
                        Instant.parse("2027-11-07T07:50:00Z"),
                        Instant.parse("2027-11-07T09:00:00Z"));
    }

    @Test
    void changeOfHalfAnHourCountsHalfAnHour() {
        Availability sunday = open(ZoneId.of("Australia/Lord_Howe"), DayOfWeek.SUNDAY, "01:30", "02:00");

        List<Instant> slots = at("2027-03-20T00:00:00Z", plain(), sunday)
                .offered(LocalDate.of(2027, 4, 4), LocalDate.of(2027, 4, 4), sunday.zone());

        assertThat(slots).containsExactly(Instant.parse("2027-04-03T14:30:00Z"), Instant.parse("2027-04-03T15:00:00Z"));
    }

    @Test
    void dayWithoutMidnightBeginsWhereItBegins() {
        ZoneId beirut = ZoneId.of("Asia/Beirut");
        Availability sunday = open(beirut, DayOfWeek.SUNDAY, "00:00", "02:00");

        List<Instant> slots =
                slots(plain(), sunday).offered(LocalDate.of(2027, 3, 28), LocalDate.of(2027, 3, 28), beirut);

        assertThat(slots).containsExactly(Instant.parse("2027-03-27T22:00:00Z"), Instant.parse("2027-03-27T22:30:00Z"));
    }

    @Test
    void rangeTo2400OffersTheLastHalfHourOfTheDay() {
        Availability monday = open(LA, DayOfWeek.MONDAY, "23:00", "24:00");

        assertThat(wall(slots(plain(), monday).offered(MONDAY, MONDAY, LA))).containsExactly("23:00", "23:30");
    }

    @Test
    void stepIsIndependentOfDurationAndACallStaysInItsRange() {
        Availability monday = open(LA, DayOfWeek.MONDAY, "09:00", "10:00");

        assertThat(wall(slots(rules().step(15).duration(40).build(), monday).offered(MONDAY, MONDAY, LA)))
                .containsExactly("09:00", "09:15");
    }

    @Test
    void buffersMayOverlapEachOtherButNeverACall() {
        Availability monday = open(LA, DayOfWeek.MONDAY, "09:00", "12:00");
        Taken call = new Taken(
                la("2027-03-08T10:00"),
                la("2027-03-08T10:30"),
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                "x",
                false);

        List<Instant> offered =
                new Slots(rules().buffers(15).build(), monday, List.of(call), NOW).offered(MONDAY, MONDAY, LA);

        assertThat(wall(offered)).containsExactly("09:00", "11:00", "11:30");
    }

    @Test
    void noticeCountsElapsedTimeAndTheWindowCalendarDaysOfThePractitioner() {
        Availability always = open(LA, null, "00:00", "24:00");
        Slots slots = slots(rules().notice(Duration.ofHours(4)).window(1).build(), always);

        List<Instant> offered = slots.offered(LocalDate.of(2027, 2, 28), LocalDate.of(2027, 3, 31), LA);

        assertThat(offered.getFirst()).isEqualTo(NOW.plus(Duration.ofHours(4)));
        assertThat(offered.getLast()).isEqualTo(la("2027-03-02T23:30"));
        assertThat(codes(slots.against(la("2027-03-03T00:00")))).containsExactly(Reason.Code.OUT_OF_WINDOW);
        assertThat(codes(slots.against(NOW.plus(Duration.ofHours(3))))).containsExactly(Reason.Code.TOO_SOON);
        assertThat(codes(slots.against(NOW.minus(Duration.ofHours(1))))).containsExactly(Reason.Code.PAST);
    }

    @Test
    void overrideReplacesTheDayAndTimeOffTakesAway() {
        Availability rules = new Availability(
                LA,
                List.of(new WeeklyRule(List.of(DayOfWeek.values()), WallRange.of("09:00", "10:00"))),
                List.of(
                        new DayOverride(MONDAY, List.of(WallRange.of("14:00", "15:00"))),
                        new DayOverride(MONDAY.plusDays(1), List.of())),
                List.of(new TimeOff(
                        LocalDateTime.parse("2027-03-10T09:30"), LocalDateTime.parse("2027-03-11T09:15"), null)),
                null);
        Slots slots = slots(plain(), rules);

        assertThat(wall(slots.offered(MONDAY, MONDAY, LA))).containsExactly("14:00", "14:30");
        assertThat(slots.offered(MONDAY.plusDays(1), MONDAY.plusDays(1), LA)).isEmpty();
        assertThat(wall(slots.offered(MONDAY.plusDays(2), MONDAY.plusDays(3), LA)))
                .containsExactly("09:00", "09:30");
        assertThat(codes(slots.against(la("2027-03-09T09:00")))).containsExactly(Reason.Code.OVERRIDE);
    }

    @Test
    void capacityIsSharedByOneStartOfOneCallTypeOnly() {
        Availability monday = open(LA, DayOfWeek.MONDAY, "09:00", "10:30");
        SlotRules two = rules().step(15).capacity(2).build();
        Taken one =
                new Taken(la("2027-03-08T09:30"), la("2027-03-08T10:00"), Duration.ZERO, Duration.ZERO, "call", false);

        assertThat(wall(new Slots(two, monday, List.of(one), NOW).offered(MONDAY, MONDAY, LA)))
                .containsExactly("09:00", "09:30", "10:00");
        assertThat(wall(new Slots(two, monday, List.of(one, one), NOW).offered(MONDAY, MONDAY, LA)))
                .containsExactly("09:00", "10:00");
    }

    @Test
    void limitsCountInThePractitionersDaysAndWeeks() {
        Availability always = open(LA, null, "09:00", "17:00");
        Taken late =
                new Taken(la("2027-03-08T16:30"), la("2027-03-08T17:00"), Duration.ZERO, Duration.ZERO, "call", false);

        Slots perDay = new Slots(rules().perDay(1).build(), always, List.of(late), NOW);
        Slots perWeek = new Slots(rules().perWeek(1).build(), always, List.of(late), NOW);

        assertThat(codes(perDay.against(la("2027-03-08T09:00")))).containsExactly(Reason.Code.DAY_FULL);
        assertThat(perDay.against(la("2027-03-09T09:00"))).isEmpty();
        assertThat(codes(perWeek.against(la("2027-03-14T09:00")))).containsExactly(Reason.Code.WEEK_FULL);
        assertThat(perWeek.against(la("2027-03-15T09:00"))).isEmpty();
    }

    @Test
    void offTheGridIsToldApartFromOutsideHours() {
        Slots slots = slots(plain(), open(LA, DayOfWeek.MONDAY, "09:00", "17:00"));

        assertThat(codes(slots.against(la("2027-03-08T09:10")))).containsExactly(Reason.Code.OFF_GRID);
        assertThat(codes(slots.against(la("2027-03-08T09:00").plusMillis(1)))).containsExactly(Reason.Code.OFF_GRID);
        assertThat(codes(slots.against(la("2027-03-08T16:45")))).containsExactly(Reason.Code.OUTSIDE_HOURS);
        assertThat(codes(slots.against(la("2027-03-07T10:00")))).containsExactly(Reason.Code.OUTSIDE_HOURS);
    }

    @Test
    void nextIsTheFirstDateWithASlotInTheBookersZone() {
        Slots slots = slots(plain(), open(LA, DayOfWeek.MONDAY, "20:00", "21:00"));

        assertThat(slots.next(LocalDate.of(2027, 3, 2), ZoneId.of("Asia/Tokyo")))
                .contains(LocalDate.of(2027, 3, 9));
        assertThat(slots.next(LocalDate.of(2027, 6, 1), LA)).isEmpty();
    }

    @Test
    void alternativesAreTheThreeNearestInOrder() {
        Slots slots = slots(plain(), open(LA, DayOfWeek.MONDAY, "09:00", "12:00"));

        assertThat(wall(slots.closestTo(la("2027-03-08T10:00"), 3))).containsExactly("09:30", "10:30", "11:00");
    }

    @Test
    void lookingBusyHidesTheSameStartsEveryTimeButRefusesNone() {
        Availability always = open(LA, null, "00:00", "24:00");
        Slots slots = slots(rules().busy(40).build(), always);
        LocalDate to = LocalDate.of(2027, 3, 31);

        List<Instant> shown = slots.offered(MONDAY, to, LA);

        List<Instant> all = slots(plain(), always).offered(MONDAY, to, LA);
        assertThat(shown).isEqualTo(slots(rules().busy(40).build(), always).offered(MONDAY, to, LA));
        assertThat((double) shown.size() / all.size()).isBetween(0.5, 0.7);
        assertThat(all).allMatch(start -> slots.isHidden(start) != shown.contains(start));
        assertThat(all).allMatch(start -> slots.against(start).isEmpty());
        assertThat(slots.closestTo(all.get(100), 3)).isSubsetOf(shown);
    }

    @Test
    void lookingBusyNeverHidesAllOfADay() {
        Availability always = open(LA, null, "09:00", "10:00");
        Slots slots = slots(rules().busy(95).build(), always);
        Slots one = new Slots(
                rules().busy(95).build(),
                always,
                slots.offered(MONDAY, MONDAY, LA).stream()
                        .map(start -> new Taken(
                                start, start.plus(Duration.ofMinutes(30)), Duration.ZERO, Duration.ZERO, "call", false))
                        .toList(),
                NOW);

        for (LocalDate day = MONDAY; day.isBefore(MONDAY.plusDays(40)); day = day.plusDays(1)) {
            assertThat(slots.offered(day, day, LA)).as("%s", day).isNotEmpty();
        }
        assertThat(one.offered(MONDAY, MONDAY, LA)).hasSize(1);
    }

    @Test
    void otherCalendarsCloseTimeWithItsBuffersAndStaffAreTold() {
        Availability monday = open(LA, DayOfWeek.MONDAY, "09:00", "12:00");
        Run dentist = new Run(la("2027-03-08T10:00"), la("2027-03-08T10:30"));

        Slots slots = new Slots(rules().buffers(15).build(), monday, List.of(), List.of(dentist), NOW);

        assertThat(wall(slots.offered(MONDAY, MONDAY, LA))).containsExactly("09:00", "11:00", "11:30");
        assertThat(codes(slots.against(dentist.start()))).containsExactly(Reason.Code.CALENDAR_BUSY);
        assertThat(slots.againstTaken(dentist.start())).isEmpty();
        assertThat(slots.againstCalendar(dentist.start())).isPresent();
    }

    @Test
    void aHolidayClosesItsDayUnlessTheDayIsOverridden() {
        Holidays american = new Holidays("US", "ca", true);
        List<WeeklyRule> weekly = List.of(new WeeklyRule(List.of(DayOfWeek.values()), WallRange.of("09:00", "10:00")));
        LocalDate memorial = LocalDate.of(2027, 5, 31);
        Slots slots = slots(rules().window(120).build(), new Availability(LA, weekly, List.of(), List.of(), american));
        Slots overridden = slots(
                rules().window(120).build(),
                new Availability(
                        LA,
                        weekly,
                        List.of(new DayOverride(memorial, List.of(WallRange.of("14:00", "15:00")))),
                        List.of(),
                        american));

        assertThat(slots.offered(memorial, memorial, LA)).isEmpty();
        assertThat(slots.against(la("2027-05-31T09:00")))
                .containsExactly(new Reason(Reason.Code.OVERRIDE, "holiday", "Memorial Day"));
        assertThat(wall(overridden.offered(memorial, memorial, LA))).containsExactly("14:00", "14:30");
        assertThat(wall(slots.offered(memorial.plusDays(1), memorial.plusDays(1), LA)))
                .containsExactly("09:00", "09:30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"})
    void theServersZoneMakesNoDifference(String server) {
        Availability sunday = open(LA, DayOfWeek.SUNDAY, "00:00", "24:00");
        LocalDate change = LocalDate.of(2027, 3, 14);
        List<Instant> here = slots(plain(), sunday).offered(change, change, LA);
        TimeZone before = TimeZone.getDefault();

        try {
            TimeZone.setDefault(TimeZone.getTimeZone(server));
            assertThat(slots(plain(), sunday).offered(change, change, LA))
                    .isEqualTo(here)
                    .hasSize(46);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static List<Reason.Code> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }

    private static List<String> wall(List<Instant> slots) {
        return slots.stream().map(s -> s.atZone(LA).toLocalTime().toString()).toList();
    }

    private static Instant la(String wall) {
        return LocalDateTime.parse(wall).atZone(LA).toInstant();
    }

    private static Slots slots(SlotRules rules, Availability availability) {
        return new Slots(rules, availability, List.of(), NOW);
    }

    private static Slots at(String now, SlotRules rules, Availability availability) {
        return new Slots(rules, availability, List.of(), Instant.parse(now));
    }

    private static Availability open(ZoneId zone, @Nullable DayOfWeek day, String from, String to) {
        List<DayOfWeek> days = day == null ? Arrays.asList(DayOfWeek.values()) : List.of(day);
        return new Availability(
                zone, List.of(new WeeklyRule(days, WallRange.of(from, to))), List.of(), List.of(), null);
    }

    private static SlotRules plain() {
        return rules().build();
    }

    private static Rules rules() {
        return new Rules();
    }
}
