package throughline.booking.practitioner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.Sentences;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.Holidays;
import throughline.booking.availability.TimeOff;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;

/** Availability as it goes over the wire. Time off is given in whole days, the last one included, or as wall times. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AvailabilityForm(
        @Nullable String name,
        @Nullable String zone,
        @Nullable List<Weekly> weekly,
        @Nullable List<Day> overrides,
        @Nullable List<Off> timeOff,
        @Nullable Closed holidays) {

    private static final int MOST = 1_000;

    public record Weekly(
            @Nullable List<String> days,
            @Nullable String from,
            @Nullable String to) {}

    public record Day(@Nullable String date, @Nullable List<Range> ranges) {}

    public record Range(@Nullable String from, @Nullable String to) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Off(
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {}

    /** {@code observed} is true unless it is stated. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Closed(
            @Nullable String country,
            @Nullable String region,
            @Nullable Boolean observed) {}

    public static AvailabilityForm of(Practitioner practitioner) {
        Availability availability = practitioner.availability();
        return new AvailabilityForm(
                practitioner.name(),
                availability.zone().getId(),
                availability.weekly().stream()
                        .map(rule -> new Weekly(
                                rule.days().stream()
                                        .map(AvailabilityForm::shortName)
                                        .toList(),
                                rule.range().fromText(),
                                rule.range().toText()))
                        .toList(),
                availability.overrides().stream()
                        .map(day -> new Day(
                                day.date().toString(),
                                day.ranges().stream()
                                        .map(range -> new Range(range.fromText(), range.toText()))
                                        .toList()))
                        .toList(),
                availability.timeOff().stream().map(AvailabilityForm::off).toList(),
                closed(availability.holidays()));
    }

    private static @Nullable Closed closed(@Nullable Holidays holidays) {
        return holidays == null ? null : new Closed(holidays.country(), holidays.region(), holidays.observed());
    }

    private static Off off(TimeOff off) {
        boolean days = off.from().toLocalTime().equals(LocalTime.MIDNIGHT)
                && off.to().toLocalTime().equals(LocalTime.MIDNIGHT);
        return days
                ? new Off(
                        off.from().toLocalDate().toString(),
                        off.to().toLocalDate().minusDays(1).toString(),
                        off.reason())
                : new Off(off.from().toString(), off.to().toString(), off.reason());
    }

    /** @throws throughline.web.problem.Problem naming the field that makes no sense */
    public Availability checked(ZoneId practiceZone) {
        ZoneId place = Inputs.zone(zone, practiceZone);
        List<DayOverride> days = each(overrides, "overrides", this::override);
        Set<LocalDate> dates = new HashSet<>();
        if (!days.stream().allMatch(day -> dates.add(day.date()))) {
            throw bad("overrides", Sentences.of("booking.problem.overriddenTwice"));
        }
        return new Availability(
                place,
                each(weekly, "weekly", this::weeklyRule),
                days,
                each(timeOff, "timeOff", off -> timeOff(off, place)),
                publicHolidays());
    }

    private @Nullable Holidays publicHolidays() {
        if (holidays == null) {
            return null;
        }
        Holidays stated = new Holidays(
                holidays.country() == null ? "" : holidays.country().toUpperCase(Locale.ROOT),
                holidays.region() == null ? null : holidays.region().toLowerCase(Locale.ROOT),
                !Boolean.FALSE.equals(holidays.observed()));
        if (!stated.isKnown()) {
            throw bad("holidays", Sentences.of("booking.problem.noHolidays"));
        }
        return stated;
    }

    private WeeklyRule weeklyRule(Weekly rule) {
        List<String> names = rule.days() == null ? List.of() : rule.days();
        if (names.isEmpty()) {
            throw bad("weekly", Sentences.of("booking.problem.daysNeeded"));
        }
        return new WeeklyRule(
                names.stream().map(AvailabilityForm::day).distinct().sorted().toList(),
                range("weekly", rule.from(), rule.to()));
    }

    private DayOverride override(Day day) {
        return new DayOverride(
                Inputs.date("overrides", day.date()),
                each(day.ranges(), "overrides", r -> range("overrides", r.from(), r.to())));
    }

    private static TimeOff timeOff(Off off, ZoneId zone) {
        String reason = off.reason();
        if (reason != null && (reason.length() > 200 || !Inputs.isOneLine(reason))) {
            throw bad("timeOff", Sentences.of("booking.problem.reason"));
        }
        try {
            return new TimeOff(wall(off.from(), zone, false), wall(off.to(), zone, true), reason);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw bad("timeOff", Sentences.of("booking.problem.timeOff"));
        }
    }

    private static LocalDateTime wall(@Nullable String text, ZoneId zone, boolean last) {
        String given = text == null ? "" : text;
        if (given.length() == "2027-03-14".length()) {
            return LocalDate.parse(given).plusDays(last ? 1 : 0).atStartOfDay();
        }
        return given.matches(".*(Z|[+-][0-9:]{4,8})")
                ? OffsetDateTime.parse(given).atZoneSameInstant(zone).toLocalDateTime()
                : LocalDateTime.parse(given);
    }

    private static WallRange range(String field, @Nullable String from, @Nullable String to) {
        try {
            return WallRange.of(from == null ? "" : from, to == null ? "" : to);
        } catch (IllegalArgumentException e) {
            throw bad(field, Sentences.of("booking.problem.range"));
        }
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> shortName(day).equals(name) || day.name().equals(name))
                .findFirst()
                .orElseThrow(() -> bad("weekly", Sentences.of("booking.problem.days")));
    }

    private static String shortName(DayOfWeek day) {
        return day.name().substring(0, 3).toUpperCase(Locale.ROOT);
    }

    private static <A, B> List<B> each(@Nullable List<A> given, String field, Function<A, B> read) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST || given.stream().anyMatch(Objects::isNull)) {
            throw bad(field, Sentences.of("booking.problem.most", MOST));
        }
        return given.stream().map(read).toList();
    }

    private static throughline.web.problem.Problem bad(String field, String sentence) {
        return Inputs.unprocessable("BAD_AVAILABILITY", field, sentence);
    }
}
