package throughline.launcher.process;

import java.time.Duration;
import java.util.Locale;

/** Time since a moment of this machine; unaffected by changes of its clock. */
public record Stopwatch(long startedNanos) {

    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    public boolean isOver(Duration limit) {
        return elapsed().compareTo(limit) > 0;
    }

    /** For people: {@code 2.4 s}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f s", elapsed().toMillis() / 1000.0);
    }
}
