package throughline.dashboard.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was measured before, in memory only: the worst lag of the day and of each minute of the last hour, by group. */
final class FlowHistory {

    private static final int MINUTES = 60;

    private final ZoneId zone;
    private final Map<String, TreeMap<Instant, Duration>> minutes = new HashMap<>();
    private final Map<String, Duration> worst = new HashMap<>();
    private LocalDate day = LocalDate.MIN;

    FlowHistory(ZoneId zone) {
        this.zone = zone;
    }

    void add(String group, Duration lag, Instant machineNow) {
        LocalDate today = machineNow.atZone(zone).toLocalDate();
        if (!today.equals(day)) {
            day = today;
            worst.clear();
        }
        worst.merge(group, lag, FlowHistory::longer);
        TreeMap<Instant, Duration> ofGroup = minutes.computeIfAbsent(group, g -> new TreeMap<>());
        ofGroup.merge(machineNow.truncatedTo(ChronoUnit.MINUTES), lag, FlowHistory::longer);
        ofGroup.headMap(machineNow.minus(MINUTES, ChronoUnit.MINUTES)).clear();
    }

    Duration worstToday(String group) {
        return worst.getOrDefault(group, Duration.ZERO);
    }

    List<Long> lastHour(String group) {
        return minutes.getOrDefault(group, new TreeMap<>()).values().stream()
                .map(Duration::toSeconds)
                .toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
