package throughline.booking.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.booking.Inputs;
import throughline.booking.availability.Availability;
import throughline.booking.availability.DayOverride;
import throughline.booking.availability.Holidays;
import throughline.booking.availability.TimeOff;
import throughline.booking.availability.WallRange;
import throughline.booking.availability.WeeklyRule;
import throughline.booking.practitioner.Practitioner;

/** What the availability page's fields mean: hours, or for each field that makes no sense the key of the sentence that says so. */
final class HoursRead {

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_REASON = 200;

    private final HoursForm form;
    private final Map<String, String> errors = new LinkedHashMap<>();

    private HoursRead(HoursForm form) {
        this.form = form;
    }

    /** @param stated absent if there are errors; these are message keys by the name of their field */
    record Result(@Nullable Practitioner stated, Map<String, String> errors) {}

    /** @param before what holds now: its past dates are kept */
    static Result of(HoursForm form, Practitioner before, LocalDate today) {
        HoursRead read = new HoursRead(form);
        Availability hours = read.availability(before.availability(), today);
        String name = read.name();
        return new Result(read.errors.isEmpty() ? new Practitioner(name, hours) : null, read.errors);
    }

    private Availability availability(Availability before, LocalDate today) {
        List<DayOverride> overrides = new ArrayList<>(before.overrides().stream()
                .filter(day -> day.date().isBefore(today))
                .toList());
        List<TimeOff> off = new ArrayList<>(before.timeOff().stream()
                .filter(time -> !time.to().isAfter(today.atStartOfDay()))
                .toList());
        ZoneId zone = zone(before.zone());
        List<WeeklyRule> weekly = weekly();
        overrides.addAll(overrides(overrides));
        off.addAll(timeOff());
        return new Availability(zone, weekly, overrides, off, holidays());
    }

    private String name() {
        if (form.name().isEmpty() || form.name().length() > LONGEST_NAME || !Inputs.isOneLine(form.name())) {
            errors.put("name", "booking.hours.error.name");
        }
        return form.name();
    }

    private ZoneId zone(ZoneId otherwise) {
        if (ZoneId.getAvailableZoneIds().contains(form.zone())) {
            return ZoneId.of(form.zone());
        }
        errors.put("zone", "booking.hours.error.zone");
        return otherwise;
    }

    private List<WeeklyRule> weekly() {
        Map<WallRange, List<DayOfWeek>> days = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (WallRange range : times("day_" + day.getValue(), form.days().get(day.getValue() - 1))) {
                days.computeIfAbsent(range, r -> new ArrayList<>()).add(day);
            }
        }
        return days.entrySet().stream()
                .map(rule -> new WeeklyRule(rule.getValue(), rule.getKey()))
                .toList();
    }

    private List<WallRange> times(String field, String typed) {
        try {
            return TypedTimes.read(typed);
        } catch (IllegalArgumentException e) {
            errors.put(field, "booking.hours.error.times");
            return List.of();
        }
    }

    private List<DayOverride> overrides(List<DayOverride> past) {
        Set<LocalDate> dates = new HashSet<>();
        past.forEach(day -> dates.add(day.date()));
        List<DayOverride> days = new ArrayList<>();
        for (int row = 0; row < form.overrides().size(); row++) {
            HoursForm.OtherDay one = form.overrides().get(row);
            if (one.isEmpty()) {
                continue;
            }
            LocalDate date = date("override_date_" + row, one.date());
            List<WallRange> ranges = times("override_times_" + row, one.times());
            if (date != null && !dates.add(date)) {
                errors.put("override_date_" + row, "booking.hours.error.twice");
            } else if (date != null) {
                days.add(new DayOverride(date, ranges));
            }
        }
        return days;
    }

    private List<TimeOff> timeOff() {
        List<TimeOff> all = new ArrayList<>();
        for (int row = 0; row < form.off().size(); row++) {
            HoursForm.Off one = form.off().get(row);
            if (!one.isEmpty()) {
                timeOff(row, one, all);
            }
        }
        return all;
    }

    private void timeOff(int row, HoursForm.Off one, List<TimeOff> all) {
        LocalDate first = date("off_from_" + row, one.from());
        LocalDate last = one.to().isEmpty() ? first : date("off_to_" + row, one.to());
        int from = time("off_fromTime_" + row, one.fromTime(), 0);
        int to = time("off_toTime_" + row, one.toTime(), WallRange.DAY);
        if (one.reason().length() > LONGEST_REASON || !Inputs.isOneLine(one.reason())) {
            errors.put("off_reason_" + row, "booking.hours.error.reason");
        }
        if (first == null || last == null) {
            return;
        }
        LocalDateTime begin = wall(first, from);
        LocalDateTime end = wall(last, to);
        if (begin.isBefore(end)) {
            all.add(new TimeOff(begin, end, one.reason().isEmpty() ? null : one.reason()));
        } else {
            errors.put("off_to_" + row, "booking.hours.error.order");
        }
    }

    private static LocalDateTime wall(LocalDate date, int minutes) {
        return minutes == WallRange.DAY
                ? date.plusDays(1).atStartOfDay()
                : date.atTime(LocalTime.of(minutes / 60, minutes % 60));
    }

    private int time(String field, String typed, int otherwise) {
        try {
            return typed.isEmpty() ? otherwise : TypedTimes.minutes(typed);
        } catch (IllegalArgumentException e) {
            errors.put(field, "booking.hours.error.time");
            return otherwise;
        }
    }

    private @Nullable LocalDate date(String field, String typed) {
        try {
            LocalDate date = LocalDate.parse(typed);
            if (date.getYear() < 1970 || date.getYear() > 8999) {
                throw new DateTimeException("a year nobody books in");
            }
            return date;
        } catch (DateTimeException e) {
            errors.put(field, "booking.hours.error.date");
            return null;
        }
    }

    private @Nullable Holidays holidays() {
        if (form.country().isEmpty()) {
            return null;
        }
        Holidays stated = new Holidays(form.country(), form.region().isEmpty() ? null : form.region(), form.observed());
        if (!new Holidays(form.country(), null, true).isKnown()) {
            errors.put("country", "booking.hours.error.country");
            return null;
        }
        // a region of the country that was chosen before goes with it
        return stated.isKnown() ? stated : new Holidays(form.country(), null, form.observed());
    }
}
