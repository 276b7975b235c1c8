package throughline.booking.slot;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What slots ought to be, found the slow way: look at the wall every single minute, write down when a range is open, and count
 * minutes from where it opened. Shares nothing with the engine but the JDK's clock on the wall.
 */
final class MinuteWalk {

    record Open(Set<DayOfWeek> days, int fromMinute, int toMinute) {}

    record Busy(int startMinute, int endMinute, int before, int after) {}

    private final Instant origin;
    private final LocalDate[] date;
    private final int[] minute;
    private final boolean[] newDay;

    /** @param minutes how far to walk from {@code origin} */
    MinuteWalk(ZoneId zone, Instant origin, int minutes) {
        this.origin = origin;
        this.date = new LocalDate[minutes];
        this.minute = new int[minutes];
        this.newDay = new boolean[minutes];
        for (int i = 0; i < minutes; i++) {
            LocalDateTime wall = LocalDateTime.ofInstant(origin.plusSeconds(60L * i), zone);
            minute[i] = wall.getHour() * 60 + wall.getMinute();
            date[i] = wall.toLocalDate();
            newDay[i] = i == 0 || !date[i].equals(date[i - 1]);
        }
    }

    /** All starts, in order, as minutes from the origin; a date that is replaced has one range, or none. */
    List<Integer> starts(
            List<Open> weekly,
            Map<LocalDate, Optional<Open>> replaced,
            int duration,
            int step,
            List<Busy> busy,
            int before,
            int after) {
        TreeSet<Integer> starts = new TreeSet<>();
        for (int pass = 0; pass <= weekly.size(); pass++) {
            Optional<Open> rule = pass < weekly.size() ? Optional.of(weekly.get(pass)) : Optional.empty();
            @Nullable Open holds = null;
            int opened = -1;
            List<Integer> waiting = new ArrayList<>();
            for (int i = 0; i < minute.length; i++) {
                if (newDay[i]) {
                    holds = holding(rule, date[i], replaced);
                }
                boolean open = holds != null && minute[i] >= holds.fromMinute() && minute[i] < holds.toMinute();
                boolean another = newDay[i];
                if (!open || another) {
                    opened = -1;
                    waiting.clear();
                }
                if (!open) {
                    continue;
                }
                if (opened < 0) {
                    opened = i;
                }
                if ((i - opened) % step == 0) {
                    waiting.add(i);
                }
                // the call's last minute is this one
                if (!waiting.isEmpty() && i - waiting.getFirst() == duration - 1) {
                    starts.add(waiting.removeFirst());
                }
            }
        }
        boolean[] called = new boolean[minute.length];
        boolean[] buffered = new boolean[minute.length];
        for (Busy one : busy) {
            mark(called, one.startMinute(), one.endMinute());
            mark(buffered, one.startMinute() - one.before(), one.endMinute() + one.after());
        }
        List<Integer> free = new ArrayList<>();
        for (int start : starts) {
            if (!any(called, start - before, start + duration + after) && !any(buffered, start, start + duration)) {
                free.add(start);
            }
        }
        return free;
    }

    Instant at(int minute) {
        return origin.plusSeconds(60L * minute);
    }

    private static @Nullable Open holding(
            Optional<Open> weekly, LocalDate day, Map<LocalDate, Optional<Open>> replaced) {
        Optional<Open> instead = replaced.get(day);
        Optional<Open> holds = weekly.isEmpty()
                ? (instead == null ? Optional.empty() : instead)
                : weekly.filter(w -> instead == null && w.days().contains(day.getDayOfWeek()));
        return holds.orElse(null);
    }

    private static void mark(boolean[] minutes, int from, int to) {
        for (int i = Math.max(0, from); i < Math.min(minutes.length, to); i++) {
            minutes[i] = true;
        }
    }

    private static boolean any(boolean[] minutes, int from, int to) {
        for (int i = Math.max(0, from); i < Math.min(minutes.length, to); i++) {
            if (minutes[i]) {
                return true;
            }
        }
        return false;
    }
}
