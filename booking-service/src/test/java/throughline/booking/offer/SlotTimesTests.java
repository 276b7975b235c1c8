package throughline.booking.offer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTimesTests {

    @ParameterizedTest
    @CsvSource({
        "2027-03-14T17:00:00Z, America/Los_Angeles, 2027-03-14T10:00:00-07:00, 10:00",
        "2026-11-01T08:30:00Z, America/Los_Angeles, 2026-11-01T01:30:00-07:00, 01:30 PDT",
        "2026-11-01T09:30:00Z, America/Los_Angeles, 2026-11-01T01:30:00-08:00, 01:30 PST",
        "2027-04-03T15:15:00Z, Australia/Lord_Howe, 2027-04-04T01:45:00+10:30, 01:45 UTC+10:30",
        "2027-01-05T00:00:00Z, UTC, 2027-01-05T00:00:00Z, 00:00",
        "2027-01-05T23:59:07Z, Asia/Kathmandu, 2027-01-06T05:44:07+05:45, 05:44",
        "1971-06-01T12:00:00Z, Africa/Monrovia, 1971-06-01T11:15:30-00:44:30, 11:15"
    })
    void startReadsAsOnTheWall(Instant start, ZoneId zone, String local, String label) {
        assertThat(SlotTimes.local(start.atZone(zone))).isEqualTo(local);
        assertThat(SlotTimes.label(start.atZone(zone))).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-03-14T16:00:00Z",
                "2026-12-31T23:59:59Z",
                "2027-01-01T00:00:01Z",
                "1970-01-01T00:00:00Z",
                "8999-12-31T23:30:00Z"
            })
    void instantReadsAsTheStandardFormatterWritesIt(Instant instant) {
        assertThat(SlotTimes.utc(instant)).isEqualTo(DateTimeFormatter.ISO_INSTANT.format(instant));
    }

    @ParameterizedTest
    @CsvSource({"America/St_Johns", "Pacific/Apia", "Europe/Dublin", "Africa/Casablanca", "UTC"})
    void localTimeIsWhatTheStandardFormatterWrites(ZoneId zone) {
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        for (int hour = 0; hour < 24 * 366; hour += 5) {
            Instant start = first.plusSeconds(3_600L * hour);
            assertThat(SlotTimes.local(start.atZone(zone)))
                    .isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.atZone(zone)));
            assertThat(SlotTimes.label(start.atZone(zone)))
                    .startsWith(
                            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(start.atZone(zone)));
        }
    }
}
