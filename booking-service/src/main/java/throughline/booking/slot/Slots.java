package throughline.booking.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import throughline.booking.availability.Availability;
import throughline.booking.availability.BlockedTime;
import throughline.booking.availability.Run;

/**
 * The starts that one call type offers, given rules, availability, taken time and now.
 *
 * <p>The grid begins at each unbroken run of real time of a range and counts elapsed minutes; a call lies within its run. The
 * window counts the practitioner's calendar days. The server's own zone plays no part.
 */
public final class Slots {

    private static final int ALL = 100;

    private final SlotRules rules;
    private final Availability availability;
    private final TakenTime taken;
    private final BlockedTime away;
    private final BlockedTime busy;
    private final Instant now;
    private final Map<LocalDate, List<Instant>> shown = new HashMap<>();

    public Slots(SlotRules rules, Availability availability, Collection<Taken> taken, Instant now) {
        this(rules, availability, taken, List.of(), now);
    }

    /** @param busy what the practitioner's other calendars say; a call keeps its buffers from it as from another call */
    public Slots(
            SlotRules rules, Availability availability, Collection<Taken> taken, Collection<Run> busy, Instant now) {
        this.rules = rules;
        this.availability = availability;
        this.taken = new TakenTime(rules, availability, taken);
        this.away = availability.away();
        this.busy = new BlockedTime(busy);
        this.now = now;
    }

    /** The offered starts whose date in {@code zone} is one from {@code from} to {@code to}, both included, in order. */
    public List<Instant> offered(LocalDate from, LocalDate to, ZoneId zone) {
        List<Instant> offered = new ArrayList<>();
        LocalDate last = earlier(lastDay(), to.plusDays(2));
        for (LocalDate day = later(today(), from.minusDays(2)); !day.isAfter(last); day = day.plusDays(1)) {
            for (Instant start : shownOn(day)) {
                LocalDate theirs = LocalDate.ofInstant(start, zone);
                if (!theirs.isBefore(from) && !theirs.isAfter(to)) {
                    offered.add(start);
                }
            }
        }
        return offered.stream().sorted().distinct().toList();
    }

    /** The first date in {@code zone} after this one that has a slot. */
    public Optional<LocalDate> next(LocalDate after, ZoneId zone) {
        LocalDate last = lastDay().plusDays(2);
        for (LocalDate day = later(after, today().minusDays(2)).plusDays(1);
                !day.isAfter(last);
                day = day.plusDays(1)) {
            if (!offered(day, day, zone).isEmpty()) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    /** Those nearest to a start that could not be had, at most {@code count}, in order; of two equally near the later. */
    public List<Instant> closestTo(Instant wanted, int count) {
        LocalDate day = availability.dateOf(wanted);
        long furthest = Math.max(
                Math.abs(ChronoUnit.DAYS.between(day, today())), Math.abs(ChronoUnit.DAYS.between(day, lastDay())));
        for (long days = 1; ; days *= 2) {
            List<Instant> nearest = offered(day.minusDays(days), day.plusDays(days), availability.zone()).stream()
                    .filter(start -> !start.equals(wanted))
                    .sorted(Comparator.comparing((Instant start) ->
                                    Duration.between(wanted, start).abs())
                            .thenComparing(Comparator.reverseOrder()))
                    .limit(count)
                    .toList();
            boolean surely = nearest.size() == count
                    && Duration.between(wanted, nearest.getLast()).abs().toDays() < days - 1;
            if (surely || days > furthest) {
                return nearest.stream().sorted().toList();
            }
        }
    }

    /** Everything that speaks against a start, the weightiest first; empty if it can be booked. */
    public List<Reason> against(Instant start) {
        List<Reason> reasons = new ArrayList<>();
        if (start.isBefore(now)) {
            reasons.add(new Reason(Reason.Code.PAST, "now"));
        } else if (start.isBefore(now.plus(rules.notice()))) {
            reasons.add(new Reason(
                    Reason.Code.TOO_SOON, "minimumNotice", rules.notice().toString()));
        }
        if (availability.dateOf(start).isAfter(lastDay())) {
            reasons.add(
                    new Reason(Reason.Code.OUT_OF_WINDOW, "bookingWindowDays", Integer.toString(rules.windowDays())));
        }
        againstHours(start).ifPresent(reasons::add);
        reasons.addAll(againstTaken(start));
        againstCalendar(start).ifPresent(reasons::add);
        return reasons;
    }

    /** What the practitioner's other calendars say; staff may book against it, and see that they do. */
    public Optional<Reason> againstCalendar(Instant start) {
        return isBusy(start) ? Optional.of(new Reason(Reason.Code.CALENDAR_BUSY, "calendar")) : Optional.empty();
    }

    /** Only what others have: whoever sets the rules may book against them, but not twice. */
    public List<Reason> againstTaken(Instant start) {
        List<Reason> reasons = new ArrayList<>();
        taken.against(start).ifPresent(reasons::add);
        taken.limitsAgainst(start).ifPresent(reasons::add);
        return reasons;
    }

    /**
     * Whether a free start is left out of every list, so that the week looks busier than it is. Always the same ones, and never
     * all of a day. Who asks for exactly that start gets it: hiding is a matter of looks, a page that was open before must not
     * fail because of it, and a start that is refused without a reason could not be explained.
     */
    public boolean isHidden(Instant start) {
        LocalDate day = availability.dateOf(start);
        return !shownOn(day).contains(start) && freeOn(day).contains(start);
    }

    private List<Instant> shownOn(LocalDate day) {
        return shown.computeIfAbsent(day, d -> {
            List<Instant> free = freeOn(d);
            Integer percent = rules.busyPercent();
            if (percent == null || free.isEmpty()) {
                return free;
            }
            List<Instant> left =
                    free.stream().filter(start -> rank(start) >= percent).toList();
            return left.isEmpty()
                    ? List.of(free.stream()
                            .max(Comparator.comparingInt(this::rank))
                            .orElseThrow())
                    : left;
        });
    }

    private List<Instant> freeOn(LocalDate day) {
        return day.isBefore(today()) || day.isAfter(lastDay())
                ? List.of()
                : grid(day).stream().filter(this::isFree).toList();
    }

    /** From 0 to 99, as good as random and always the same. */
    private int rank(Instant start) {
        long mixed = (start.getEpochSecond() / 60 + rules.callType().hashCode()) * 0x9E3779B97F4A7C15L;
        return Math.floorMod(mixed >>> 32, ALL);
    }

    private Optional<Reason> againstHours(Instant start) {
        LocalDate day = availability.dateOf(start);
        if (away.overlaps(start, start.plus(rules.duration()))) {
            return Optional.of(
                    new Reason(Reason.Code.OVERRIDE, "timeOff")); // when somebody is away is nobody's business
        }
        List<Run> holding = availability.runsOn(day).stream()
                .filter(run -> run.holds(start, rules.duration()))
                .toList();
        if (holding.isEmpty()) {
            return Optional.of(closed(day));
        }
        return holding.stream().anyMatch(run -> onGrid(run, start))
                ? Optional.empty()
                : Optional.of(new Reason(
                        Reason.Code.OFF_GRID,
                        "stepMinutes",
                        Long.toString(rules.step().toMinutes())));
    }

    private Reason closed(LocalDate day) {
        if (availability.override(day).isPresent()) {
            return new Reason(Reason.Code.OVERRIDE, "override", day.toString());
        }
        return availability
                .holiday(day)
                .map(name -> new Reason(Reason.Code.OVERRIDE, "holiday", name))
                .orElseGet(() -> new Reason(Reason.Code.OUTSIDE_HOURS, "weekly"));
    }

    private boolean onGrid(Run run, Instant start) {
        Duration since = Duration.between(run.start(), start);
        return since.minus(rules.step().multipliedBy(since.dividedBy(rules.step())))
                .isZero();
    }

    private boolean isFree(Instant start) {
        return !start.isBefore(now)
                && !start.isBefore(now.plus(rules.notice()))
                && !away.overlaps(start, start.plus(rules.duration()))
                && !isBusy(start)
                && taken.against(start).isEmpty()
                && taken.limitsAgainst(start).isEmpty();
    }

    private boolean isBusy(Instant start) {
        return busy.overlaps(
                start.minus(rules.before()), start.plus(rules.duration()).plus(rules.after()));
    }

    private Collection<Instant> grid(LocalDate day) {
        TreeSet<Instant> starts = new TreeSet<>();
        for (Run run : availability.runsOn(day)) {
            for (Instant start = run.start(); run.holds(start, rules.duration()); start = start.plus(rules.step())) {
                starts.add(start);
            }
        }
        return starts;
    }

    private LocalDate today() {
        return availability.dateOf(now);
    }

    private LocalDate lastDay() {
        return today().plusDays(rules.windowDays());
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
