package throughline.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import throughline.launcher.process.Progress;

/**
 * From the launcher's first step to a ready system: once into an empty folder (databases, topics and indexes are made), then
 * three times into the same one.
 */
final class StartBenchmark {

    private static final int WARM = 3;

    private final Path root;
    private final Path home;
    private final Progress out;

    StartBenchmark(Path root, Path home, Progress out) {
        this.root = root;
        this.home = home;
        this.out = out;
    }

    void run() {
        Latencies cold = new Latencies("start into an empty home");
        Latencies warm = new Latencies("start into the same home");
        startInto(cold);
        for (int i = 0; i < WARM; i++) {
            startInto(warm);
        }
        out.say(cold.toString());
        out.say(warm.toString());
    }

    private void startInto(Latencies times) {
        long began = System.nanoTime();
        try (Running running = Running.start(root, home, Map.of(), line -> {})) {
            times.add((System.nanoTime() - began) / 1e6);
            out.say("ready at " + running.url());
        }
    }
}
