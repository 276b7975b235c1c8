package throughline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import throughline.launcher.process.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Times in the calendar, bookings, and how long after a booking's answer the confirmation lies at the SMTP server. One client,
 * one request after the other, ten a second at most: the idle box of a practice, not a load test. The probe {@code
 * /health/live} in the same run is the measure for what HTTP itself costs here.
 */
final class BookingBenchmark {

    private static final int BOOKINGS = Integer.getInteger("throughline.bench.bookings", 300);
    private static final int QUERIES = 200;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path root;
    private final Path home;
    private final Progress out;

    BookingBenchmark(Path root, Path home, Progress out) {
        this.root = root;
        this.home = home;
        this.out = out;
    }

    void run() {
        Map<String, String> unlimited = Map.of("THROUGHLINE_BOOKING_POSTS_PER_ADDRESS", "1000000");
        try (Running running = Running.start(root, home, unlimited, out)) {
            Site site = new Site(running.url());
            List<String> starts = starts(site);
            Latencies probe = new Latencies("GET /health/live");
            Latencies slots = new Latencies("GET slots, 28 days");
            Latencies bookings = new Latencies("POST call, SMTP and Kafka up");
            Latencies confirmations = new Latencies("answer to SMTP server has the mail");
            warmUp(site);
            for (int i = 0; i < QUERIES; i++) {
                probe.measure(() -> site.get("/health/live"));
                slots.measure(() -> site.get(slotsPath(28)));
            }
            Map<String, Instant> answered = new HashMap<>();
            for (int i = 0; i < Math.min(BOOKINGS, starts.size()); i++) {
                String email = "reader" + i + "@client.example";
                String start = starts.get(i);
                String key = "bench-" + i;
                bookings.measure(() -> site.post("/api/booking/v1/calls", request(start, email), key));
                answered.put(email, Instant.now());
                Pace.pause();
            }
            awaitMails(site, answered.size());
            for (JsonNode mail : site.get("/dev/mailbox")) {
                Instant at = answered.get(mail.get("to").get(0).asString().toLowerCase(Locale.ROOT));
                if (at != null && mail.get("subject").asString().startsWith("Your call")) {
                    Instant received = Instant.parse(mail.get("receivedAt").asString());
                    confirmations.add(Math.max(
                            0.0, (double) Duration.between(at, received).toMillis()));
                }
            }
            for (Latencies one : List.of(probe, slots, bookings, confirmations)) {
                out.say(one.toString());
            }
            out.say(String.format(
                    Locale.ROOT,
                    "POST call / probe (p50): %.1f   slots / probe (p50): %.1f",
                    bookings.percentile(.5) / probe.percentile(.5),
                    slots.percentile(.5) / probe.percentile(.5)));
            out.say("Resident MB: " + Machine.residentMegabytes(running.home()));
        }
    }

    private static void warmUp(Site site) {
        for (int i = 0; i < 50; i++) {
            site.get(slotsPath(28));
            site.get("/health/live");
        }
    }

    private static String slotsPath(int days) {
        LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
        return "/api/booking/v1/call-types/exploration-call/slots?from=" + today + "&to=" + today.plusDays(days);
    }

    private static List<String> starts(Site site) {
        List<String> starts = new ArrayList<>();
        for (JsonNode slot : site.get(slotsPath(61)).get("slots")) {
            starts.add(slot.get("start").asString());
        }
        return starts;
    }

    private static Map<String, Object> request(String start, String email) {
        return Map.of(
                "callType",
                "exploration-call",
                "start",
                start,
                "zone",
                "America/Los_Angeles",
                "name",
                "Reader",
                "email",
                email,
                "answers",
                Map.of());
    }

    private static void awaitMails(Site site, int bookings) {
        for (int look = 0; look < 300 && site.get("/dev/mailbox").size() < 2 * bookings; look++) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
