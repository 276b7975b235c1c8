package throughline.booking.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.Holidays;
import throughline.booking.availability.TimeOff;
import throughline.booking.availability.WeeklyRule;
import throughline.booking.practitioner.Practitioner;

/** The fields of the availability page as they were typed, so that nothing is lost by an error. */
record HoursForm(
        String name,
        String zone,
        List<String> days,
        List<OtherDay> overrides,
        List<Off> off,
        String country,
        String region,
        boolean observed) {

    private static final int MOST_ROWS = 300;
    private static final int LONGEST = 400;

    /** One date with hours of its own; without hours it is closed. */
    record OtherDay(String date, String times) {

        private static final OtherDay EMPTY = new OtherDay("", "");

        boolean isEmpty() {
            return date.isBlank() && times.isBlank();
        }
    }

    /** Without times, whole days. */
    record Off(String from, String fromTime, String to, String toTime, String reason) {

        private static final Off EMPTY = new Off("", "", "", "", "");

        boolean isEmpty() {
            return Stream.of(from, fromTime, to, toTime, reason).allMatch(String::isBlank);
        }
    }

    /** What holds now; what lies before {@code today} is kept, but nobody needs to see it any more. */
    static HoursForm of(Practitioner practitioner, LocalDate today) {
        Availability hours = practitioner.availability();
        Holidays holidays = hours.holidays();
        return new HoursForm(
                practitioner.name(),
                hours.zone().getId(),
                Stream.of(DayOfWeek.values())
                        .map(day -> TypedTimes.text(hours.weekly().stream()
                                .filter(rule -> rule.days().contains(day))
                                .map(WeeklyRule::range)
                                .toList()))
                        .toList(),
                hours.overrides().stream()
                        .filter(day -> !day.date().isBefore(today))
                        .sorted((a, b) -> a.date().compareTo(b.date()))
                        .map(HoursForm::otherDay)
                        .toList(),
                hours.timeOff().stream()
                        .filter(off -> off.to().isAfter(today.atStartOfDay()))
                        .sorted((a, b) -> a.from().compareTo(b.from()))
                        .map(HoursForm::off)
                        .toList(),
                holidays == null ? "" : holidays.country(),
                holidays == null || holidays.region() == null ? "" : holidays.region(),
                holidays == null || holidays.observed());
    }

    private static OtherDay otherDay(DayOverride day) {
        return new OtherDay(day.date().toString(), TypedTimes.text(day.ranges()));
    }

    private static Off off(TimeOff off) {
        LocalDateTime to = off.to();
        boolean wholeEnd = to.toLocalTime().equals(LocalTime.MIDNIGHT);
        return new Off(
                off.from().toLocalDate().toString(),
                off.from().toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? ""
                        : off.from().toLocalTime().toString(),
                (wholeEnd ? to.toLocalDate().minusDays(1) : to.toLocalDate()).toString(),
                wholeEnd ? "" : to.toLocalTime().toString(),
                off.reason() == null ? "" : off.reason());
    }

    static HoursForm sent(MultiValueMap<String, String> fields) {
        return new HoursForm(
                text(fields, "name"),
                text(fields, "zone"),
                Stream.of(DayOfWeek.values())
                        .map(day -> text(fields, "day_" + day.getValue()))
                        .toList(),
                rows(
                        fields,
                        "override_date_",
                        row -> new OtherDay(
                                text(fields, "override_date_" + row), text(fields, "override_times_" + row))),
                rows(
                        fields,
                        "off_from_",
                        row -> new Off(
                                text(fields, "off_from_" + row),
                                text(fields, "off_fromTime_" + row),
                                text(fields, "off_to_" + row),
                                text(fields, "off_toTime_" + row),
                                text(fields, "off_reason_" + row))),
                text(fields, "country"),
                text(fields, "region"),
                fields.containsKey("observed"));
    }

    private static <T> List<T> rows(MultiValueMap<String, String> fields, String first, Function<Integer, T> read) {
        return IntStream.range(0, MOST_ROWS)
                .filter(row -> fields.containsKey(first + row))
                .mapToObj(read::apply)
                .toList();
    }

    private static String text(MultiValueMap<String, String> fields, String name) {
        @Nullable String value = fields.getFirst(name);
        return value == null
                ? ""
                : value.substring(0, Math.min(value.length(), LONGEST)).strip();
    }

    /** The same with room for more: an empty row at the end of each list. */
    HoursForm withRoom(int rows) {
        List<OtherDay> moreOverrides = new ArrayList<>(overrides);
        List<Off> moreOff = new ArrayList<>(off);
        while (moreOverrides.stream().filter(OtherDay::isEmpty).count() < rows) {
            moreOverrides.add(OtherDay.EMPTY);
        }
        while (moreOff.stream().filter(Off::isEmpty).count() < rows) {
            moreOff.add(Off.EMPTY);
        }
        return new HoursForm(name, zone, days, moreOverrides, moreOff, country, region, observed);
    }
}
