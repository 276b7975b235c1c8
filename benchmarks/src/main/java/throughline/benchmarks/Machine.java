package throughline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a figure was measured on, what its processes hold, and the time it shows. */
final class Machine {

    private static final Clock CLOCK = Clock.systemUTC();

    private Machine() {}

    static Instant now() {
        return CLOCK.instant();
    }

    static LocalDate today() {
        return LocalDate.now(CLOCK);
    }

    /** Cores, memory and load, because a figure without them says little. */
    static String described() {
        return "%d cores, %s memory, load %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        line(Path.of("/proc/meminfo"), "MemTotal:"),
                        first(Path.of("/proc/loadavg")),
                        Runtime.version());
    }

    /** Resident memory of each process of a home, in MB, by the name of its pid file. */
    static Map<String, Long> residentMegabytes(Path home) {
        Map<String, Long> resident = new TreeMap<>();
        try (Stream<Path> pids = Files.list(home.resolve("pids"))) {
            for (Path file : pids.toList()) {
                String pid = Files.readString(file).strip().split("\\s", 2)[0];
                String kilobytes = line(Path.of("/proc/" + pid + "/status"), "VmRSS:");
                if (!kilobytes.isEmpty()) {
                    resident.put(
                            file.getFileName().toString().replace(".pid", ""),
                            Long.parseLong(kilobytes.split(" ", 2)[0]) / 1024);
                }
            }
            return resident;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(l -> l.startsWith(name))
                    .map(l -> l.substring(name.length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    private static String first(Path file) {
        try {
            return Files.readString(file).split(" ", 2)[0];
        } catch (IOException gone) {
            return "unknown";
        }
    }
}
