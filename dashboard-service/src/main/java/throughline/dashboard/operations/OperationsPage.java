package throughline.dashboard.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page shows. */
record OperationsPage(
        String sentence,
        String checked,
        List<Lamp> lights,
        List<Doubt> doubts,
        List<FlowRow> flows,
        boolean flowsKnown,
        long unpublished,
        List<Letter> letters,
        @Nullable DueChart due,
        String dueText,
        List<DueRow> dueRows,
        List<Job> jobs,
        @Nullable Said said) {

    /** @param state of the badge */
    record Lamp(String name, String state, String word, String meta) {}

    record Doubt(String id, String what, String since, String clientId) {}

    /** @param points of the sparkline, or empty while there are too few */
    record FlowRow(
            String name,
            String group,
            String lag,
            String worst,
            long waiting,
            boolean read,
            String points,
            String description) {}

    /** @param dryRun what a dry run said about it just now, or null before one */
    record Letter(
            String id, String cause, String about, @Nullable String dryRun) {}

    record DueRow(String hour, int due) {}

    /** @param state of the badge; {@code last} is empty before the first run */
    record Job(String name, String state, String word, String next, String last) {}

    /** What came of something just done. */
    record Said(String kind, String text) {}
}
