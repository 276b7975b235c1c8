package throughline.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import throughline.launcher.process.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Booking beside a mail server that takes connections and says nothing, and then beside a broker that stands still as well. A
 * booking waits for neither, so the rows should be alike. Comes after {@link BookingBenchmark}, whose row has both up.
 */
final class BookingWhileDownBenchmark {

    private static final int BOOKINGS = Integer.getInteger("throughline.bench.bookings", 100);
    private static final int WARM_UP = 50;

    private final Path root;
    private final Path home;
    private final Progress out;

    BookingWhileDownBenchmark(Path root, Path home, Progress out) {
        this.root = root;
        this.home = home;
        this.out = out;
    }

    void run() {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().name("silent-smtp").start(() -> takeAndSayNothing(silent));
            Map<String, String> environment = Map.of(
                    "THROUGHLINE_BOOKING_POSTS_PER_ADDRESS",
                    "1000000",
                    "SMTP_HOST",
                    "127.0.0.1",
                    "SMTP_PORT",
                    Integer.toString(silent.getLocalPort()),
                    "SMTP_TLS",
                    "none");
            try (Running running = Running.start(root, home, environment, out)) {
                Site site = new Site(running.url());
                List<String> starts = starts(site);
                book(site, starts.subList(0, WARM_UP), new Latencies("warm-up"));
                int each = Math.min(BOOKINGS, (starts.size() - WARM_UP) / 2);
                Latencies smtp = new Latencies("POST call, SMTP silent");
                book(site, starts.subList(WARM_UP, WARM_UP + each), smtp);
                out.say(smtp.toString());
                long kafka = pid(running.home().resolve("pids").resolve("kafka.pid"));
                signal(kafka, "STOP");
                try {
                    Latencies both = new Latencies("POST call, SMTP silent, Kafka stopped");
                    book(site, starts.subList(WARM_UP + each, WARM_UP + 2 * each), both);
                    out.say(both.toString());
                } finally {
                    signal(kafka, "CONT");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each connection stays open until the server closes. */
    private static void takeAndSayNothing(ServerSocket server) {
        try (Socket next = server.accept()) {
            Thread.ofVirtual().name("silent-smtp").start(() -> takeAndSayNothing(server));
            next.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            return;
        }
    }

    private static void book(Site site, List<String> starts, Latencies latencies) {
        for (String start : starts) {
            Map<String, Object> request = Map.of(
                    "callType",
                    "exploration-call",
                    "start",
                    start,
                    "name",
                    "Reader",
                    "email",
                    "down" + start.replaceAll("[^0-9]", "") + "@client.example");
            latencies.measure(() -> site.post("/api/booking/v1/calls", request, "down-" + start));
            Pace.pause();
        }
    }

    private static List<String> starts(Site site) {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        List<String> starts = new ArrayList<>();
        for (JsonNode slot : site.get("/api/booking/v1/call-types/exploration-call/slots?from=" + tomorrow + "&to="
                        + tomorrow.plusDays(60))
                .get("slots")) {
            starts.add(slot.get("start").asString());
        }
        return starts;
    }

    private static long pid(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip().split("\\s", 2)[0]);
    }

    private static void signal(long pid, String signal) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
