package throughline.booking.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;

/** What a day is on which clocks change, for whoever offers and for whoever books. */
class ClockChangesTests {

    @ParameterizedTest
    @CsvSource({
        "America/Sao_Paulo, 2018-11-04, 46, 2018-11-04T03:00:00Z", // no midnight: 00:00 became 01:00
        "Africa/Cairo, 2027-04-30, 46, 2027-04-29T22:00:00Z", // no midnight
        "Asia/Beirut, 2027-03-28, 46, 2027-03-27T22:00:00Z", // no midnight
        "America/Havana, 2027-11-07, 50, 2027-11-07T04:00:00Z", // 01:00 became 00:00
        "America/Los_Angeles, 2027-11-07, 50, 2027-11-07T07:00:00Z",
        "US/Pacific, 2027-11-07, 50, 2027-11-07T07:00:00Z",
        "Australia/Lord_Howe, 2027-04-04, 49, 2027-04-03T13:00:00Z", // half an hour more
        "Australia/Lord_Howe, 2027-10-03, 47, 2027-10-02T13:30:00Z", // half an hour less
        "Pacific/Apia, 2011-12-30, 0, 2011-12-30T00:00:00Z", // a day that was left out
        "Europe/Berlin, 2027-06-01, 48, 2027-05-31T22:00:00Z"
    })
    void aWholeDayHasAsManyHalfHoursAsItReallyHas(String name, LocalDate day, int halves, Instant first) {
        ZoneId zone = ZoneId.of(name);
        Slots slots = slots(whole(zone), first.minus(Duration.ofDays(3)));

        List<Instant> offered = slots.offered(day, day, zone);

        assertThat(offered).hasSize(halves);
        assertThat(offered.stream().limit(1)).allMatch(first::equals);
        assertThat(offered).allMatch(start -> slots.against(start).isEmpty());
    }

    @Test
    void theBookersDayBeginsWhereTheBookersWallSaysSo() {
        ZoneId losAngeles = ZoneId.of("America/Los_Angeles");
        Availability evening = new Availability(
                losAngeles,
                List.of(new WeeklyRule(List.of(DayOfWeek.values()), WallRange.of("20:00", "24:00"))),
                List.of(),
                List.of(),
                null);
        Slots slots = slots(evening, Instant.parse("2027-03-01T00:00:00Z"));
        LocalDate saturday = LocalDate.of(2027, 3, 27);

        List<Instant> inBeirut = slots.offered(saturday, saturday, ZoneId.of("Asia/Beirut"));
        List<Instant> nextDay = slots.offered(saturday.plusDays(1), saturday.plusDays(1), ZoneId.of("Asia/Beirut"));

        assertThat(inBeirut).hasSize(8).startsWith(Instant.parse("2027-03-27T03:00:00Z"));
        assertThat(nextDay).hasSize(8).startsWith(Instant.parse("2027-03-28T03:00:00Z"));
        assertThat(slots.offered(saturday, saturday.plusDays(1), ZoneId.of("Asia/Beirut")))
                .hasSize(16);
    }

    @Test
    void severalRangesOfADayAndOneToMidnightAreEachAGridOfTheirOwn() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        LocalDate monday = LocalDate.of(2027, 5, 3);
        Availability availability = new Availability(
                berlin,
                List.of(
                        new WeeklyRule(List.of(DayOfWeek.MONDAY), WallRange.of("08:10", "09:00")),
                        new WeeklyRule(List.of(DayOfWeek.MONDAY), WallRange.of("13:00", "13:30")),
                        new WeeklyRule(List.of(DayOfWeek.MONDAY), WallRange.of("23:15", "24:00"))),
                List.of(new DayOverride(monday.plusDays(7), List.of(WallRange.of("23:30", "24:00")))),
                List.of(),
                null);
        Slots slots = slots(availability, Instant.parse("2027-05-01T00:00:00Z"));

        assertThat(slots.offered(monday, monday, berlin).stream()
                        .map(s -> s.atZone(berlin).toLocalTime().toString()))
                .containsExactly("08:10", "13:00", "23:15");
        assertThat(slots.offered(monday.plusDays(7), monday.plusDays(7), berlin))
                .containsExactly(Instant.parse("2027-05-10T21:30:00Z"));
    }

    private static Availability whole(ZoneId zone) {
        return new Availability(
                zone,
                List.of(new WeeklyRule(List.of(DayOfWeek.values()), WallRange.of("00:00", "24:00"))),
                List.of(),
                List.of(),
                null);
    }

    private static Slots slots(Availability availability, Instant now) {
        return new Slots(new Rules().build(), availability, List.of(), now);
    }
}
