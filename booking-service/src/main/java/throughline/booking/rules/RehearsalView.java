package throughline.booking.rules;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.booking.rules.RuleSimulator.RefusedRequest;
import throughline.booking.rules.RuleSimulator.Simulation;
import throughline.web.page.PageTimes;

/**
 * What a change would have done, for the page it is made on.
 *
 * @param shown the first of them, with the call each became
 * @param reasons how many for each sentence
 */
record RehearsalView(int requests, int refused, String since, List<Shown> shown, Map<String, Long> reasons) {

    private static final int MOST = 8;

    record Shown(String callId, String when, String text) {}

    static RehearsalView of(Simulation simulation, PageTimes times, ZoneId zone, Locale locale) {
        return new RehearsalView(
                simulation.requests(),
                simulation.refused(),
                times.date(simulation.since(), zone, locale),
                simulation.items().stream()
                        .limit(MOST)
                        .map(one -> new Shown(one.callId(), times.when(one.start(), zone, locale), one.text()))
                        .toList(),
                simulation.items().stream()
                        .collect(Collectors.groupingBy(RefusedRequest::text, Collectors.counting())));
    }

    /** How many are not shown; read by the template. */
    public int more() {
        return refused - shown.size();
    }
}
