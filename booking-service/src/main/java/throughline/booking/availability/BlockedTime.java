package throughline.booking.availability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Time in which nothing can be had, made ready to be asked many times: disjoint runs, in order. */
public final class BlockedTime {

    private final List<Run> runs;

    public BlockedTime(Collection<Run> blocked) {
        List<Run> merged = new ArrayList<>();
        for (Run run : blocked.stream()
                .filter(r -> r.start().isBefore(r.end()))
                .sorted(Comparator.comparing(Run::start))
                .toList()) {
            if (!merged.isEmpty() && !merged.getLast().end().isBefore(run.start())) {
                Run last = merged.removeLast();
                merged.add(new Run(last.start(), last.end().isAfter(run.end()) ? last.end() : run.end()));
            } else {
                merged.add(run);
            }
        }
        this.runs = List.copyOf(merged);
    }

    public List<Run> runs() {
        return runs;
    }

    public boolean overlaps(Instant start, Instant end) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).end().isAfter(start)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < runs.size() && runs.get(low).start().isBefore(end);
    }
}
