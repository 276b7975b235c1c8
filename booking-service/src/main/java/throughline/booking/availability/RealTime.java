package throughline.booking.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a range of the wall clock is in real time: every instant at which the wall shows that date and a time within the range.
 *
 * <p>Between two changes of clocks the offset is constant, so the range is one interval there. A gap thereby clips a range; an
 * overlap lengthens it, or splits it where the wall leaves the range and comes back.
 */
final class RealTime {

    /** No change of clocks moves the wall by more than a day. */
    private static final Duration MARGIN = Duration.ofHours(26);

    private RealTime() {}

    /** In order, each as long as it can be; none where the whole range falls into a gap. */
    static List<Run> runs(ZoneId zone, LocalDate date, WallRange range) {
        ZoneRules rules = zone.getRules();
        LocalDateTime midnight = date.atStartOfDay();
        Instant from = midnight.toInstant(ZoneOffset.UTC).minus(MARGIN);
        Instant to = midnight.plusDays(1).toInstant(ZoneOffset.UTC).plus(MARGIN);
        List<Run> runs = new ArrayList<>();
        Instant segment = from;
        while (segment.isBefore(to)) {
            ZoneOffsetTransition change = rules.nextTransition(segment);
            Instant end = change == null || change.getInstant().isAfter(to) ? to : change.getInstant();
            ZoneOffset offset = rules.getOffset(segment);
            Instant start = later(segment, midnight.plusMinutes(range.from()).toInstant(offset));
            Instant stop = earlier(end, midnight.plusMinutes(range.to()).toInstant(offset));
            if (start.isBefore(stop)) {
                runs.add(new Run(start, stop));
            }
            segment = end;
        }
        return joined(runs);
    }

    private static List<Run> joined(List<Run> runs) {
        List<Run> joined = new ArrayList<>();
        for (Run run : runs.stream().sorted(Comparator.comparing(Run::start)).toList()) {
            if (!joined.isEmpty() && !joined.getLast().end().isBefore(run.start())) {
                joined.add(new Run(joined.removeLast().start(), run.end()));
            } else {
                joined.add(run);
            }
        }
        return joined;
    }

    /** The first instant at which the wall shows this; inside a gap the moment of the change. */
    static Instant first(LocalDateTime wall, ZoneId zone) {
        return at(wall, zone, true);
    }

    /** The last instant at which the wall shows this; inside a gap the moment of the change. */
    static Instant last(LocalDateTime wall, ZoneId zone) {
        return at(wall, zone, false);
    }

    private static Instant at(LocalDateTime wall, ZoneId zone, boolean first) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(wall);
        if (offsets.isEmpty()) {
            return rules.getTransition(wall).getInstant();
        }
        return wall.toInstant(first ? offsets.getFirst() : offsets.getLast());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
