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
import java.util.List;
import java.util.Map;

/**
 * Booking beside a mail server that takes connections and says nothing, and then beside a broker that stands still as well. A
 * booking waits for neither, so the rows should be alike. Comes after {@link BookingBenchmark}, whose row has both up.
 */
final class BookingWhileDownBenchmark {

    private static final int BOOKINGS = Integer.getInteger("throughline.bench.bookings", 100);
    private static final int WARM_UP = 50;

    private final Bench bench;

    BookingWhileDownBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().name("silent-smtp").start(() -> takeAndSayNothing(silent));
            Map<String, String> environment = Map.of(
                    "SMTP_HOST", "127.0.0.1", "SMTP_PORT", Integer.toString(silent.getLocalPort()), "SMTP_TLS", "none");
            try (Running running = bench.start(environment)) {
                Practice practice = new Practice(new Site(running.url()));
                LocalDate today = Machine.today();
                List<String> starts = practice.starts(Practice.EXPLORATION, today.plusDays(1), today.plusDays(61));
                book(practice, starts.subList(0, WARM_UP), new Latencies("warm-up"));
                int each = Math.min(BOOKINGS, (starts.size() - WARM_UP) / 2);
                Latencies smtp = new Latencies("POST call, SMTP silent");
                book(practice, starts.subList(WARM_UP, WARM_UP + each), smtp);
                bench.say(smtp);
                long kafka = pid(running.home().resolve("pids").resolve("kafka.pid"));
                signal(kafka, "STOP");
                try {
                    Latencies both = new Latencies("POST call, SMTP silent, Kafka stopped");
                    book(practice, starts.subList(WARM_UP + each, WARM_UP + 2 * each), both);
                    bench.say(both);
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

    private static void book(Practice practice, List<String> starts, Latencies latencies) {
        for (String start : starts) {
            String email = "down" + start.replaceAll("[^0-9]", "") + "@client.example";
            latencies.measure(() -> practice.book(Practice.EXPLORATION, start, email));
            Pace.pause();
        }
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
