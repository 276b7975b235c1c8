package throughline.dashboard.today;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows, in words and numbers.
 *
 * @param missing services that did not answer, in words
 */
record TodayPage(
        String heading,
        String lead,
        List<Open> open,
        @Nullable Next next,
        List<Need> needs,
        List<Day> week,
        List<String> missing) {

    /** A call that wants its outcome. */
    record Open(String callId, String clientId, String question, String when, List<Choice> held, Choice missed) {}

    /** {@code then}: what follows, or empty when it is not known just now. */
    record Choice(String outcome, String label, String then) {}

    record Next(
            String heading,
            String meta,
            String callId,
            String clientId,
            @Nullable String phone,
            List<Fact> facts) {}

    record Fact(String label, String value) {}

    /**
     * @param kind {@code bad} or {@code wait}
     * @param doubt the delivery to decide about, where it can be decided at once
     */
    record Need(
            String kind,
            String title,
            String text,
            String link,
            String action,
            @Nullable String phone,
            @Nullable String doubt) {}

    record Day(String label, List<Line> lines) {}

    /** @param state of the badge, or empty for none */
    record Line(String machine, String time, boolean past, String who, String clientId, String meta, String state) {}
}
