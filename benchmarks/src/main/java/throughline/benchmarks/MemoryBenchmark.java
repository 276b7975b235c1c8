package throughline.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import throughline.launcher.demo.Demo;
import throughline.launcher.process.Progress;

/** Resident memory of each process after the three weeks of the demo. */
final class MemoryBenchmark {

    private final Path root;
    private final Path home;
    private final Progress out;

    MemoryBenchmark(Path root, Path home, Progress out) {
        this.root = root;
        this.home = home;
        this.out = out;
    }

    void run() {
        Map<String, String> settings = new HashMap<>();
        settings.put("THROUGHLINE_HOME", home.toString());
        settings.put("THROUGHLINE_API_TOKEN", Running.TOKEN);
        Demo demo = Demo.in(settings);
        Map<String, String> environment = new HashMap<>(demo.environment());
        environment.remove("THROUGHLINE_PORT");
        try (Running running = Running.start(root, home, environment, out)) {
            out.say("Resident MB after the start: " + Machine.residentMegabytes(running.home()));
            long began = System.nanoTime();
            demo.tell(running.url(), out);
            out.say("The story took " + (System.nanoTime() - began) / 1_000_000_000 + " s");
            out.say("Resident MB after the story: " + Machine.residentMegabytes(running.home()));
        }
    }
}
