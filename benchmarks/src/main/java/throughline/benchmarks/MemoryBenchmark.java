package throughline.benchmarks;

import java.util.HashMap;
import java.util.Map;
import throughline.launcher.demo.Demo;

/** Resident memory of each process after the three weeks of the demo. */
final class MemoryBenchmark {

    private final Bench bench;

    MemoryBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        Map<String, String> settings = new HashMap<>();
        settings.put("THROUGHLINE_HOME", bench.home().toString());
        settings.put("THROUGHLINE_API_TOKEN", Running.TOKEN);
        Demo demo = Demo.in(settings);
        Map<String, String> environment = new HashMap<>(demo.environment());
        environment.remove("THROUGHLINE_PORT");
        try (Running running = bench.start(environment)) {
            bench.say("Resident MB after the start: " + Machine.residentMegabytes(running.home()));
            long began = System.nanoTime();
            demo.tell(running.url(), bench.out());
            bench.say("The story took " + (System.nanoTime() - began) / 1_000_000_000 + " s");
            bench.say("Resident MB after the story: " + Machine.residentMegabytes(running.home()));
        }
    }
}
