package throughline.dashboard.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Work due in each of the next 24 hours, as bars of an SVG 720 wide and 240 high. A pure function of the due times.
 *
 * @param overdue due before now
 */
record DueChart(List<Bar> bars, List<Label> labels, List<Line> lines, List<Row> rows, int total, int overdue) {

    private static final int HOURS = 24;
    private static final int LEFT = 34;
    private static final double STEP = 28.5;
    private static final int GROUND = 205;
    private static final int HEIGHT = 174;

    record Bar(String x, String y, String height) {}

    record Label(String x, String text) {}

    record Line(String y, String textY, int value) {}

    /** Hours with nothing due are left out. */
    record Row(Instant hour, int due) {}

    /** @param hourNames for example "10 am" */
    static DueChart of(List<Instant> dueTimes, Instant now, ZoneId zone, Function<Instant, String> hourNames) {
        ZonedDateTime first = now.atZone(zone).truncatedTo(ChronoUnit.HOURS);
        int[] due = new int[HOURS];
        int overdue = 0;
        for (Instant at : dueTimes) {
            long hour = Duration.between(first.toInstant(), at).toHours();
            if (at.isBefore(now)) {
                overdue++;
            }
            if (!at.isBefore(first.toInstant()) && hour < HOURS) {
                due[(int) hour]++;
            }
        }
        int most = Math.max(1, IntStream.of(due).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            Instant at = first.toInstant().plus(Duration.ofHours(hour));
            String x = String.valueOf(LEFT + hour * STEP);
            if (due[hour] > 0) {
                int height = (int) Math.round((double) HEIGHT * due[hour] / most);
                bars.add(new Bar(x, String.valueOf(GROUND - height), String.valueOf(height)));
                rows.add(new Row(at, due[hour]));
            }
            if (hour % 4 == 0) {
                labels.add(new Label(x, hourNames.apply(at)));
            }
        }
        List<Line> lines = IntStream.of(0, most)
                .mapToObj(value -> {
                    int y = GROUND - (int) Math.round((double) HEIGHT * value / most);
                    return new Line(String.valueOf(y), String.valueOf(y + 6), value);
                })
                .toList();
        return new DueChart(bars, labels, lines, rows, IntStream.of(due).sum(), overdue);
    }
}
