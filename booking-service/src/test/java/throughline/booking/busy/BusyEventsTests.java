package throughline.booking.busy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the events of a calendar file make somebody busy. */
class BusyEventsTests {

    private static final ZoneId HOME = ZoneId.of("America/Los_Angeles");
    private static final Instant FROM = Instant.parse("2027-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-05-01T00:00:00Z");

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20270101T000000Z\r\n" + String.join("\r\n", lines)
                + "\r\nEND:VEVENT\r\n";
    }

    private static String file(String... events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\n" + String.join("", events) + "END:VCALENDAR\r\n";
    }

    private static List<String> busy(String... events) throws Unreadable {
        return BusyEvents.of(file(events), HOME, FROM, TO, uid -> uid.endsWith("@practice.example")).stream()
                .map(run -> run.start() + " " + run.end())
                .toList();
    }

    private static Failure why(String file) {
        return catchThrowableOfType(Unreadable.class, () -> BusyEvents.of(file, HOME, FROM, TO, uid -> false))
                .why();
    }

    @Test
    void aWeeklyEventKeepsItsWallTimeOverAChangeOfClocks() throws Unreadable {
        assertThat(busy(event(
                        "DTSTART;TZID=America/New_York:20270301T090000",
                        "DTEND;TZID=America/New_York:20270301T100000",
                        "RRULE:FREQ=WEEKLY;COUNT=4")))
                .containsExactly(
                        "2027-03-01T14:00:00Z 2027-03-01T15:00:00Z",
                        "2027-03-08T14:00:00Z 2027-03-08T15:00:00Z",
                        "2027-03-15T13:00:00Z 2027-03-15T14:00:00Z",
                        "2027-03-22T13:00:00Z 2027-03-22T14:00:00Z");
    }

    @Test
    void exceptionsMovedInstancesAndExtraDatesAreFollowed() throws Unreadable {
        assertThat(busy(
                        event(
                                "DTSTART;TZID=Europe/Berlin:20270301T090000",
                                "DURATION:PT1H",
                                "RRULE:FREQ=WEEKLY;UNTIL=20270322T080000Z",
                                "EXDATE;TZID=Europe/Berlin:20270308T090000",
                                "RDATE;TZID=Europe/Berlin:20270310T120000"),
                        event(
                                "RECURRENCE-ID;TZID=Europe/Berlin:20270315T090000",
                                "DTSTART;TZID=Europe/Berlin:20270316T150000",
                                "DTEND;TZID=Europe/Berlin:20270316T160000")))
                .containsExactly(
                        "2027-03-01T08:00:00Z 2027-03-01T09:00:00Z",
                        "2027-03-10T11:00:00Z 2027-03-10T12:00:00Z",
                        "2027-03-16T14:00:00Z 2027-03-16T15:00:00Z",
                        "2027-03-22T08:00:00Z 2027-03-22T09:00:00Z");
    }

    @Test
    void anInstanceThatIsCancelledIsFree() throws Unreadable {
        assertThat(busy(
                        event("DTSTART:20270302T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
                        event("RECURRENCE-ID:20270303T090000Z", "DTSTART:20270303T090000Z", "STATUS:CANCELLED")))
                .containsExactly(
                        "2027-03-02T09:00:00Z 2027-03-02T10:00:00Z", "2027-03-04T09:00:00Z 2027-03-04T10:00:00Z");
    }

    @Test
    void wholeDaysAndFloatingTimesAreThePractitioners() throws Unreadable {
        assertThat(busy(
                        event("DTSTART;VALUE=DATE:20270313", "DTEND;VALUE=DATE:20270315"),
                        event("DTSTART:20270320T090000", "DTEND:20270320T093000"),
                        event("DTSTART;VALUE=DATE:20270325", "RRULE:FREQ=DAILY;UNTIL=20270326"),
                        event("DTSTART;VALUE=DATE:20270401", "DURATION:P1W")))
                .containsExactly(
                        "2027-03-13T08:00:00Z 2027-03-15T07:00:00Z", // 47 hours
                        "2027-03-20T16:00:00Z 2027-03-20T16:30:00Z",
                        "2027-03-25T07:00:00Z 2027-03-27T07:00:00Z",
                        "2027-04-01T07:00:00Z 2027-04-08T07:00:00Z");
    }

    @Test
    void whatIsFreeCancelledOrOurOwnMakesNobodyBusy() throws Unreadable {
        assertThat(busy(
                        event("DTSTART:20270302T090000Z", "DTEND:20270302T100000Z", "TRANSP:TRANSPARENT"),
                        event("DTSTART:20270302T090000Z", "DTEND:20270302T100000Z", "STATUS:CANCELLED"),
                        event("DTSTART:20270302T090000Z", "DTEND:20270302T100000Z")
                                .replace("UID:u1", "UID:4711@practice.example"),
                        event("DTSTART:20270302T090000Z")))
                .isEmpty();
    }

    @Test
    void alarmsFoldedLinesAndForeignNamesOfZonesAreUnderstood() throws Unreadable {
        assertThat(busy(event(
                        "SUMMARY:a very long line that is folded over more than one",
                        " line of the file",
                        "DTSTART;TZID=\"Pacific Standard Time\":20270302T090000",
                        "DTEND;TZID=/mozilla.org/20050126_1/America/Los_Angeles:20270302T100000",
                        "BEGIN:VALARM",
                        "TRIGGER:-PT15M",
                        "DURATION:PT5M",
                        "ACTION:DISPLAY",
                        "END:VALARM")))
                .containsExactly("2027-03-02T17:00:00Z 2027-03-02T18:00:00Z");
    }

    @Test
    void overlappingEventsAreOneBusyTimeAndTheWindowClips() throws Unreadable {
        assertThat(busy(
                        event("DTSTART:20270228T220000Z", "DTEND:20270301T010000Z"),
                        event("DTSTART:20270301T003000Z", "DTEND:20270301T020000Z")))
                .containsExactly("2027-03-01T00:00:00Z 2027-03-01T02:00:00Z");
    }

    @Test
    void theServersZoneMakesNoDifference() throws Unreadable {
        String event = event("DTSTART:20270312T090000", "DTEND:20270312T100000", "RRULE:FREQ=DAILY;COUNT=5");
        List<String> here = busy(event);
        TimeZone before = TimeZone.getDefault();

        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(busy(event)).isEqualTo(here).hasSize(5);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void anOldEventThatGoesOnForEverIsExpandedOnlyWhereItMatters() throws Unreadable {
        assertThat(busy(event("DTSTART:19900101T120000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY")))
                .hasSize(61);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=MINUTELY",
                "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9",
            })
    void rulesThatWouldNeverEndAreRefused(String rule) {
        assertThat(why(file(event("DTSTART:20270302T090000Z", "DURATION:PT1M", "RRULE:" + rule))))
                .isEqualTo(Failure.TOO_MANY);
    }

    @Test
    void whatIsNoCalendarOrNamesAZoneNobodyKnowsIsUnreadable() {
        assertThat(why("<html>Sign in</html>")).isEqualTo(Failure.NOT_A_CALENDAR);
        assertThat(why("")).isEqualTo(Failure.NOT_A_CALENDAR);
        assertThat(why(file(event("DTSTART:tomorrow")))).isEqualTo(Failure.NOT_A_CALENDAR);
        assertThat(why(file(event("DTSTART;TZID=Atlantis:20270302T090000", "DURATION:PT1H"))))
                .isEqualTo(Failure.UNKNOWN_ZONE);
    }
}
