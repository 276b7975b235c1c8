package throughline.dashboard.today;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.dashboard.practice.Call;

/**
 * Calls as a day needs them. A pure function of the calls and the time.
 *
 * @param open ended without an outcome, the oldest first
 * @param next the first that has not ended yet
 * @param underWay how many have begun and not ended
 * @param toCome how many of today have not begun
 * @param days calls of today and the six days after it, by date
 */
record Agenda(List<Call> open, Optional<Call> next, long underWay, long toCome, TreeMap<LocalDate, List<Call>> days) {

    private static final int DAYS = 7;

    static Agenda of(List<Call> calls, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        List<Call> taken = calls.stream()
                .filter(call -> call.isConfirmed() && call.start() != null && call.end() != null)
                .sorted(Comparator.comparing(Agenda::start).thenComparing(Call::callId))
                .toList();
        return new Agenda(
                taken.stream()
                        .filter(call -> !end(call).isAfter(now) && !call.hasOutcome())
                        .toList(),
                taken.stream().filter(call -> end(call).isAfter(now)).findFirst(),
                taken.stream()
                        .filter(call -> !start(call).isAfter(now) && end(call).isAfter(now))
                        .count(),
                taken.stream()
                        .filter(call ->
                                start(call).isAfter(now) && day(call, zone).equals(today))
                        .count(),
                taken.stream()
                        .filter(call -> !day(call, zone).isBefore(today)
                                && day(call, zone).isBefore(today.plusDays(DAYS)))
                        .collect(Collectors.groupingBy(call -> day(call, zone), TreeMap::new, Collectors.toList())));
    }

    static Instant start(Call call) {
        return Objects.requireNonNull(call.start());
    }

    static Instant end(Call call) {
        return Objects.requireNonNull(call.end());
    }

    private static LocalDate day(Call call, ZoneId zone) {
        return start(call).atZone(zone).toLocalDate();
    }
}
