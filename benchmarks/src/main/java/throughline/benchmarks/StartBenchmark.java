package throughline.benchmarks;

import java.util.Map;

/**
 * From the launcher's first step to a ready system: once into an empty folder (databases, topics and indexes are made), then
 * three times into the same one.
 */
final class StartBenchmark {

    private static final int WARM = 3;

    private final Bench bench;

    StartBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        Latencies cold = new Latencies("start into an empty home");
        Latencies warm = new Latencies("start into the same home");
        Bench quiet = new Bench(bench.root(), bench.home(), line -> {});
        startInto(quiet, cold);
        for (int i = 0; i < WARM; i++) {
            startInto(quiet, warm);
        }
        bench.say(cold);
        bench.say(warm);
    }

    private void startInto(Bench quiet, Latencies times) {
        long began = System.nanoTime();
        try (Running running = quiet.start(Map.of())) {
            times.add((System.nanoTime() - began) / 1e6);
            bench.say("ready at " + running.url());
        }
    }
}
