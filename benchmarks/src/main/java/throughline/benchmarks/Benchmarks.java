package throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The benchmarks by name. Each makes a home of its own and leaves nothing behind. */
public final class Benchmarks {

    private static final PrintStream OUT = System.out;

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        String name = arguments.length == 1 ? arguments[0] : "";
        Path root = Path.of(System.getProperty("throughline.root", "."));
        Path home = Files.createTempDirectory("throughline-bench-");
        Bench bench = new Bench(root, home, OUT::println);
        bench.say(Machine.described());
        try {
            switch (name) {
                case "start" -> new StartBenchmark(bench).run();
                case "booking" -> {
                    new BookingBenchmark(bench.in("up")).run();
                    new BookingWhileDownBenchmark(bench.in("down")).run();
                }
                case "slots" -> new SlotsBenchmark(bench).run();
                case "races" -> new RacesBenchmark(bench).run();
                case "outcome" -> new OutcomeBenchmark(bench).run();
                case "article" -> new ArticleBenchmark(bench).run();
                case "memory" -> new MemoryBenchmark(bench).run();
                default ->
                    bench.say("Which one: start, booking, slots, races, outcome, timer, mail, article or memory?");
            }
        } finally {
            removeAll(home);
        }
        System.exit(0);
    }

    private static void removeAll(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
