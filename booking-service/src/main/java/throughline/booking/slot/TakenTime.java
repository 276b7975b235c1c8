package throughline.booking.slot;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import throughline.booking.availability.Availability;

/**
 * All taken time of a practitioner, ready to be asked many times. People who share one start of the same call type share it up
 * to its capacity; any other call in the way, or in the way of a buffer, excludes. Two buffers may overlap.
 */
final class TakenTime {

    private final SlotRules rules;
    private final Availability availability;
    private final List<Taken> inOrder;
    private final Duration longest;
    private final Duration longestBefore;
    private final Map<LocalDate, Integer> byDay = new HashMap<>();
    private final Map<LocalDate, Integer> byWeek = new HashMap<>();

    TakenTime(SlotRules rules, Availability availability, Collection<Taken> taken) {
        this.rules = rules;
        this.availability = availability;
        this.inOrder = taken.stream().sorted(Comparator.comparing(Taken::start)).toList();
        this.longest = longest(one -> Duration.between(one.start(), one.to()));
        this.longestBefore = longest(Taken::before);
        for (Taken one : inOrder) {
            if (one.callType().equals(rules.callType())) {
                LocalDate day = availability.dateOf(one.start());
                byDay.merge(day, 1, Integer::sum);
                byWeek.merge(week(day), 1, Integer::sum);
            }
        }
    }

    private Duration longest(Function<Taken, Duration> part) {
        return inOrder.stream().map(part).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** What stands in the way of a call that starts then, if anything. */
    Optional<Reason> against(Instant start) {
        Instant end = start.plus(rules.duration());
        Instant from = start.minus(rules.before());
        Instant to = end.plus(rules.after());
        int sharing = 0;
        Optional<Reason> buffer = Optional.empty();
        for (int i = firstThatMayReach(from); i < inOrder.size(); i++) {
            Taken other = inOrder.get(i);
            if (!other.start().isBefore(to)
                    && !other.start().minus(longestBefore).isBefore(end)) {
                break;
            }
            if (other.callType().equals(rules.callType())
                    && other.start().equals(start)
                    && other.end().equals(end)) {
                sharing++;
                if (sharing >= rules.capacity()) {
                    return Optional.of(taken(other));
                }
            } else if (overlap(start, end, other.start(), other.end())) {
                return Optional.of(taken(other));
            } else if (overlap(from, to, other.start(), other.end()) || overlap(start, end, other.from(), other.to())) {
                buffer = Optional.of(new Reason(Reason.Code.BUFFER, "buffers"));
            }
        }
        return buffer;
    }

    Optional<Reason> limitsAgainst(Instant start) {
        LocalDate day = availability.dateOf(start);
        Integer perDay = rules.perDay();
        if (perDay != null && byDay.getOrDefault(day, 0) >= perDay) {
            return Optional.of(new Reason(Reason.Code.DAY_FULL, "maxPerDay", perDay.toString()));
        }
        Integer perWeek = rules.perWeek();
        if (perWeek != null && byWeek.getOrDefault(week(day), 0) >= perWeek) {
            return Optional.of(new Reason(Reason.Code.WEEK_FULL, "maxPerWeek", perWeek.toString()));
        }
        return Optional.empty();
    }

    /** The first that may still reach {@code from}: none before it is long enough. */
    private int firstThatMayReach(Instant from) {
        Instant earliest = from.minus(longest);
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (inOrder.get(middle).start().isBefore(earliest)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Reason taken(Taken other) {
        return other.held() ? new Reason(Reason.Code.HELD, "hold") : new Reason(Reason.Code.TAKEN, "call");
    }

    private static boolean overlap(Instant aStart, Instant aEnd, Instant bStart, Instant bEnd) {
        return aStart.isBefore(bEnd) && bStart.isBefore(aEnd);
    }

    private static LocalDate week(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
