package throughline.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long many things of one kind took, in milliseconds. */
final class Latencies {

    private final String name;
    private final List<Double> milliseconds = new ArrayList<>();

    Latencies(String name) {
        this.name = name;
    }

    void add(double millis) {
        milliseconds.add(millis);
    }

    /** Runs and measures. */
    void measure(Runnable what) {
        long began = System.nanoTime();
        what.run();
        add((System.nanoTime() - began) / 1e6);
    }

    double percentile(double share) {
        List<Double> sorted = new ArrayList<>(milliseconds);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-38s n %4d   p50 %8.1f   p95 %8.1f   p99 %8.1f ms",
                name,
                milliseconds.size(),
                percentile(.5),
                percentile(.95),
                percentile(.99));
    }
}
