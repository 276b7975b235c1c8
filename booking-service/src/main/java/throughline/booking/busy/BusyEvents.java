package throughline.booking.busy;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Recur;
import org.jspecify.annotations.Nullable;
import throughline.booking.availability.BlockedTime;
import throughline.booking.availability.Run;
import throughline.booking.busy.EventLines.Event;
import throughline.booking.busy.EventLines.Line;

/**
 * When the events of a calendar file make somebody busy (RFC 5545): repeated ones expanded in the wall time of their zone, with
 * exceptions and moved instances; whole days and floating times in the practitioner's zone; not what is transparent or
 * cancelled. A zone nobody knows makes the file unreadable: hours in the wrong place would be worse than old ones.
 */
final class BusyEvents {

    private static final int MOST_RUNS = 10_000;
    private static final int MOST_A_DAY = 96;
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);
    private static final Pattern UNTIL = Pattern.compile("(?i);?UNTIL=([0-9TZ]+)");
    private static final Pattern WEEKS = Pattern.compile("P([0-9]{1,4})W");
    private static final Pattern REGION = Pattern.compile(".*?([A-Z][A-Za-z_]+/[A-Za-z_/+-]+)");

    private final ZoneId home;
    private final Instant from;
    private final Instant to;
    private final List<Run> runs = new ArrayList<>();

    private BusyEvents(ZoneId home, Instant from, Instant to) {
        this.home = home;
        this.from = from;
        this.to = to;
    }

    /**
     * @param home the practitioner's zone
     * @param ours whether an event's UID is one of our own calls, which block their time themselves
     * @return disjoint runs between {@code from} and {@code to}, in order
     */
    static List<Run> of(String file, ZoneId home, Instant from, Instant to, Predicate<String> ours) throws Unreadable {
        BusyEvents busy = new BusyEvents(home, from, to);
        List<Event> events = EventLines.of(file);
        try {
            Set<String> moved = new HashSet<>();
            for (Event event : events) {
                Line instance = event.first("RECURRENCE-ID");
                if (instance != null) {
                    moved.add(event.text("UID") + " " + busy.when(instance).start());
                }
            }
            for (Event event : events) {
                if (isBusy(event) && !ours.test(event.text("UID"))) {
                    busy.add(event, moved);
                }
            }
            return new BlockedTime(busy.runs).runs();
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Unreadable(Failure.NOT_A_CALENDAR, e);
        }
    }

    private static boolean isBusy(Event event) {
        return event.first("DTSTART") != null
                && !event.text("TRANSP").equalsIgnoreCase("TRANSPARENT")
                && !event.text("STATUS").equalsIgnoreCase("CANCELLED");
    }

    /** A point on the wall of a zone; {@code day}: a date without a time. */
    private record When(LocalDateTime wall, ZoneId zone, boolean day) {

        private Instant start() {
            return wall.atZone(zone).toInstant();
        }

        private When at(LocalDateTime other) {
            return new When(other, zone, day);
        }
    }

    private void add(Event event, Set<String> moved) throws Unreadable {
        Line given = event.first("DTSTART");
        if (given == null) {
            return;
        }
        When first = when(given);
        TreeSet<LocalDateTime> starts = new TreeSet<>();
        starts.add(first.wall());
        for (Line rule : event.all("RRULE")) {
            starts.addAll(repeated(rule.value(), first, length(event, first)));
        }
        for (Line more : event.all("RDATE")) {
            for (String one : more.value().split(",", -1)) {
                starts.add(on(one.split("/", 2)[0], more, first).wall());
            }
        }
        Set<String> left = left(event, first);
        boolean isMaster = event.first("RECURRENCE-ID") == null;
        for (LocalDateTime wall : starts) {
            When start = first.at(wall);
            boolean gone = left.contains(start.start().toString())
                    || left.contains(wall.toLocalDate().toString())
                    || (isMaster && moved.contains(event.text("UID") + " " + start.start()));
            if (!gone) {
                add(start, end(event, start, first));
            }
        }
    }

    private void add(When start, Instant end) throws Unreadable {
        Instant begin = start.start();
        if (begin.isBefore(end) && begin.isBefore(to) && end.isAfter(from)) {
            runs.add(new Run(begin.isBefore(from) ? from : begin, end.isAfter(to) ? to : end));
            if (runs.size() > MOST_RUNS) {
                throw new Unreadable(Failure.TOO_MANY);
            }
        }
    }

    /** Instants and dates that are left out, as text. */
    private Set<String> left(Event event, When first) throws Unreadable {
        Set<String> left = new HashSet<>();
        for (Line except : event.all("EXDATE")) {
            for (String one : except.value().split(",", -1)) {
                When when = on(one, except, first);
                left.add(
                        when.day()
                                ? when.wall().toLocalDate().toString()
                                : when.start().toString());
            }
        }
        return left;
    }

    private List<LocalDateTime> repeated(String rule, When first, Duration length) throws Unreadable {
        Matcher until = UNTIL.matcher(rule);
        @Nullable LocalDateTime last = until.find() ? until(until.group(1), first) : null;
        Recur<LocalDateTime> recur =
                new Recur<>(UNTIL.matcher(rule).replaceAll("").replaceAll("^;", ""));
        String frequency = recur.getFrequency().name();
        long aDay = (long) Math.max(1, recur.getHourList().size())
                * Math.max(1, recur.getMinuteList().size())
                * Math.max(1, recur.getSecondList().size());
        if (frequency.equals("SECONDLY")
                || frequency.equals("MINUTELY")
                || (frequency.equals("HOURLY") ? 24 : 1) * aDay > MOST_A_DAY) {
            throw new Unreadable(Failure.TOO_MANY);
        }
        LocalDateTime begin = LocalDateTime.ofInstant(from.minus(length), first.zone());
        LocalDateTime end = LocalDateTime.ofInstant(to, first.zone());
        if (last != null && last.isBefore(end)) {
            end = last.plusSeconds(1);
        }
        if (!begin.isBefore(end) || !first.wall().isBefore(end)) {
            return List.of();
        }
        @Nullable LocalDateTime limit = last;
        return recur.getDates(first.wall(), begin.isBefore(first.wall()) ? first.wall() : begin, end).stream()
                .filter(wall -> limit == null || !wall.isAfter(limit))
                .toList();
    }

    private static LocalDateTime until(String text, When first) {
        if (text.length() == 8) {
            return LocalDate.parse(text, DATE).atTime(23, 59, 59);
        }
        LocalDateTime wall = LocalDateTime.parse(text.replace("Z", ""), WALL);
        return text.endsWith("Z") ? LocalDateTime.ofInstant(wall.toInstant(ZoneOffset.UTC), first.zone()) : wall;
    }

    private Duration length(Event event, When first) throws Unreadable {
        return Duration.between(first.start(), end(event, first, first));
    }

    /** The end of the instance that starts at {@code start}, of an event that first starts at {@code first}. */
    private Instant end(Event event, When start, When first) throws Unreadable {
        Line end = event.first("DTEND");
        if (end != null) {
            When last = when(end);
            long days = ChronoUnit.DAYS.between(
                    first.wall().toLocalDate(), last.wall().toLocalDate());
            return start.day()
                    ? start.at(start.wall().plusDays(Math.max(1, days))).start()
                    : start.start().plus(Duration.between(first.start(), last.start()));
        }
        String given = event.text("DURATION");
        if (given.isEmpty()) {
            return start.day() ? start.at(start.wall().plusDays(1)).start() : start.start();
        }
        Matcher weeks = WEEKS.matcher(given);
        Duration length =
                weeks.matches() ? Duration.ofDays(7L * Integer.parseInt(weeks.group(1))) : Duration.parse(given);
        return start.day()
                ? start.at(start.wall().plus(length)).start()
                : start.start().plus(length);
    }

    private When when(Line line) throws Unreadable {
        return on(line.value(), line, null);
    }

    private When on(String value, Line line, @Nullable When like) throws Unreadable {
        String text = value.strip();
        if (text.length() == 8) {
            return new When(LocalDate.parse(text, DATE).atStartOfDay(), home, true);
        }
        if (text.endsWith("Z")) {
            Instant instant = LocalDateTime.parse(text.substring(0, text.length() - 1), WALL)
                    .toInstant(ZoneOffset.UTC);
            ZoneId zone = like == null ? ZoneOffset.UTC : like.zone();
            return new When(LocalDateTime.ofInstant(instant, zone), zone, false);
        }
        String zone = line.parameters().get("TZID");
        When read = new When(LocalDateTime.parse(text, WALL), zone == null ? home : zone(zone), false);
        return like == null || like.zone().equals(read.zone())
                ? read
                : new When(LocalDateTime.ofInstant(read.start(), like.zone()), like.zone(), false);
    }

    /** By its name in the tz database, by Windows' name, or by a name that ends in one of the tz database. */
    private static ZoneId zone(String name) throws Unreadable {
        String text = name.replace("\"", "").strip();
        Set<String> known = ZoneId.getAvailableZoneIds();
        if (known.contains(text)) {
            return ZoneId.of(text);
        }
        String windows = TimeZone.getIDForWindowsID(text, null);
        if (windows != null && known.contains(windows)) {
            return ZoneId.of(windows);
        }
        Matcher region = REGION.matcher(text);
        if (region.matches() && known.contains(region.group(1))) {
            return ZoneId.of(region.group(1));
        }
        throw new Unreadable(Failure.UNKNOWN_ZONE);
    }
}
