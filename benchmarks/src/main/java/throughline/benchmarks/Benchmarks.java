package throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import throughline.launcher.process.Progress;

/** The benchmarks by name. Each makes a home of its own and leaves nothing behind. */
public final class Benchmarks {

    private static final PrintStream OUT = System.out;

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        String name = arguments.length == 1 ? arguments[0] : "";
        Path root = Path.of(System.getProperty("throughline.root", "."));
        Path home = Files.createTempDirectory("throughline-bench-");
        Progress out = OUT::println;
        out.say(Machine.described());
        try {
            switch (name) {
                case "start" -> new StartBenchmark(root, home, out).run();
                case "booking" -> {
                    new BookingBenchmark(root, home.resolve("up"), out).run();
                    new BookingWhileDownBenchmark(root, home.resolve("down"), out).run();
                }
                case "slots" -> new SlotsBenchmark(root, home, out).run();
                case "races" -> new RacesBenchmark(root, home, out).run();
                case "outcome" -> new OutcomeBenchmark(root, home, out).run();
                case "article" -> new ArticleBenchmark(root, home, out).run();
                case "memory" -> new MemoryBenchmark(root, home, out).run();
                default -> out.say("Which one: start, booking, slots, races, outcome, timer, mail, article or memory?");
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
