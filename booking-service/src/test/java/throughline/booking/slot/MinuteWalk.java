package throughline.booking.slot;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What slots ought to be, found the slow way: look at the wall every single minute, write down when a range is open, and count
 * minutes from where it opened. Shares nothing with the engine but the JDK's clock on the wall.
 */
final class MinuteWalk {

    record Open(Set<DayOfWeek> days, int fromMinute, int toMinute) {}

    /** A call; {@code same}: of the type whose slots are asked for, so that limits count it. */
    record Busy(int startMinute, int endMinute, int before, int after, boolean same) {}

    record Off(LocalDateTime from, LocalDateTime to) {}

    /** What a practitioner has said. A date that is replaced has the ranges of its own, or none. */
    record Stated(List<Open> weekly, Map<LocalDate, List<Open>> replaced, List<Off> off, Set<LocalDate> holidays) {}

    /** What is asked for; a limit of 0 is none. */
    record Asked(
            int duration,
            int step,
            int before,
            int after,
            int perDay,
            int perWeek,
            int nowMinute,
            int notice,
            int windowDays) {}

    private final Instant origin;
    private final LocalDate[] date;
    private final int[] minute;
    private final boolean[] newDay;
    /** What the wall shows, as minutes since 1970 on that wall. */
    private final long[] wall;

    /** @param minutes how far to walk from {@code origin} */
    MinuteWalk(ZoneId zone, Instant origin, int minutes) {
        this.origin = origin;
        this.date = new LocalDate[minutes];
        this.minute = new int[minutes];
        this.newDay = new boolean[minutes];
        this.wall = new long[minutes];
        for (int i = 0; i < minutes; i++) {
            LocalDateTime shown = LocalDateTime.ofInstant(origin.plusSeconds(60L * i), zone);
            minute[i] = shown.getHour() * 60 + shown.getMinute();
            date[i] = shown.toLocalDate();
            wall[i] = minutes(shown);
            newDay[i] = i == 0 || !date[i].equals(date[i - 1]);
        }
    }

    /** All starts, in order, as minutes from the origin. */
    List<Integer> starts(Stated stated, List<Busy> busy, List<int[]> elsewhere, Asked asked) {
        boolean[] called = new boolean[minute.length];
        boolean[] buffered = new boolean[minute.length];
        Map<LocalDate, Integer> byDay = new HashMap<>();
        Map<LocalDate, Integer> byWeek = new HashMap<>();
        for (Busy one : busy) {
            mark(called, one.startMinute(), one.endMinute());
            mark(buffered, one.startMinute() - one.before(), one.endMinute() + one.after());
            if (one.same() && one.startMinute() < minute.length) {
                byDay.merge(date[one.startMinute()], 1, Integer::sum);
                byWeek.merge(monday(date[one.startMinute()]), 1, Integer::sum);
            }
        }
        for (int[] one : elsewhere) {
            mark(called, one[0], one[1]);
        }
        boolean[] away = new boolean[minute.length];
        for (Off off : stated.off()) {
            mark(away, firstMinute(off.from()), endMinute(off.to()));
        }
        LocalDate lastDay = date[asked.nowMinute()].plusDays(asked.windowDays());
        List<Integer> free = new ArrayList<>();
        for (int start : onGrid(stated, asked.duration(), asked.step())) {
            int end = start + asked.duration();
            LocalDate day = date[start];
            if (start >= asked.nowMinute() + asked.notice()
                    && !day.isAfter(lastDay)
                    && !any(called, start - asked.before(), end + asked.after())
                    && !any(buffered, start, end)
                    && !any(away, start, end)
                    && (asked.perDay() == 0 || byDay.getOrDefault(day, 0) < asked.perDay())
                    && (asked.perWeek() == 0 || byWeek.getOrDefault(monday(day), 0) < asked.perWeek())) {
                free.add(start);
            }
        }
        return free;
    }

    private Set<Integer> onGrid(Stated stated, int duration, int step) {
        int replacing =
                stated.replaced().values().stream().mapToInt(List::size).max().orElse(0);
        TreeSet<Integer> starts = new TreeSet<>();
        for (int pass = 0; pass < stated.weekly().size() + replacing; pass++) {
            @Nullable Open holds = null;
            int opened = -1;
            List<Integer> waiting = new ArrayList<>();
            for (int i = 0; i < minute.length; i++) {
                if (newDay[i]) {
                    holds = holding(stated, pass, date[i]);
                }
                boolean open = holds != null && minute[i] >= holds.fromMinute() && minute[i] < holds.toMinute();
                if (!open || newDay[i]) {
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
        return starts;
    }

    private static @Nullable Open holding(Stated stated, int pass, LocalDate day) {
        int weekly = stated.weekly().size();
        List<Open> instead = stated.replaced().get(day);
        if (pass >= weekly) {
            return instead != null && instead.size() > pass - weekly ? instead.get(pass - weekly) : null;
        }
        Open rule = stated.weekly().get(pass);
        return instead == null
                        && !stated.holidays().contains(day)
                        && rule.days().contains(day.getDayOfWeek())
                ? rule
                : null;
    }

    private static long minutes(LocalDateTime shown) {
        return shown.toLocalDate().toEpochDay() * 1_440 + shown.getHour() * 60L + shown.getMinute();
    }

    /** The first minute at which the wall shows this or, where it never does, something later. */
    private int firstMinute(LocalDateTime moment) {
        long looked = minutes(moment);
        for (int i = 0; i < wall.length; i++) {
            if (wall[i] >= looked) {
                return i;
            }
        }
        return wall.length;
    }

    /** The last minute at which the wall shows this; where it never does, the one after the last that shows less. */
    private int endMinute(LocalDateTime moment) {
        long looked = minutes(moment);
        int end = 0;
        for (int i = 0; i < wall.length; i++) {
            if (wall[i] == looked) {
                end = i;
            } else if (wall[i] < looked) {
                end = i + 1;
            }
        }
        return end;
    }

    private static LocalDate monday(LocalDate day) {
        LocalDate monday = day;
        while (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            monday = monday.minusDays(1);
        }
        return monday;
    }

    Instant at(int minute) {
        return origin.plusSeconds(60L * minute);
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
