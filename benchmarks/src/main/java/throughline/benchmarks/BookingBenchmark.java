package throughline.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * Times in the calendar, bookings, and how long after a booking's answer the confirmation lies at the SMTP server. One client,
 * one request after the other, ten a second at most: the idle box of a practice, not a load test. The probe {@code
 * /health/live} in the same run is the measure for what HTTP itself costs here.
 */
final class BookingBenchmark {

    private static final int BOOKINGS = Integer.getInteger("throughline.bench.bookings", 300);
    private static final int QUERIES = 200;
    private static final int WARM_UP = 200;
    private static final Duration LOOK = Duration.ofMillis(100);

    /** What they run through is not compiled yet. */
    private static final int FIRST_BOOKINGS = 20;

    private final Bench bench;

    BookingBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        try (Running running = bench.start(Map.of())) {
            Site site = new Site(running.url());
            Practice practice = new Practice(site);
            LocalDate today = Machine.today();
            List<String> starts = practice.starts(Practice.EXPLORATION, today, today.plusDays(61));
            Latencies probe = new Latencies("GET /health/live");
            Latencies slots = new Latencies("GET slots, 28 days");
            Latencies first = new Latencies("POST call, the first " + FIRST_BOOKINGS + " after a start");
            Latencies bookings = new Latencies("POST call, SMTP and Kafka up");
            Latencies confirmations = new Latencies("answer to SMTP server has the mail");
            warmUp(site);
            for (int i = 0; i < QUERIES; i++) {
                probe.measure(() -> site.fetch("/health/live"));
                slots.measure(() -> site.fetch(fourWeeks()));
            }
            Map<String, Instant> answered = new HashMap<>();
            for (int i = 0; i < Math.min(BOOKINGS, starts.size()); i++) {
                String email = "reader" + i + "@client.example";
                String start = starts.get(i);
                (i < FIRST_BOOKINGS ? first : bookings)
                        .measure(() -> practice.book(Practice.EXPLORATION, start, email));
                answered.put(email, Machine.now());
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
            for (Latencies one : List.of(probe, slots, first, bookings, confirmations)) {
                bench.say(one);
            }
            bench.say(String.format(
                    Locale.ROOT,
                    "POST call / probe (p50): %.1f   slots / probe (p50): %.1f",
                    bookings.percentile(.5) / probe.percentile(.5),
                    slots.percentile(.5) / probe.percentile(.5)));
            bench.say("Resident MB: " + Machine.residentMegabytes(running.home()));
        }
    }

    private static void warmUp(Site site) {
        for (int i = 0; i < WARM_UP; i++) {
            site.fetch(fourWeeks());
            site.fetch("/health/live");
        }
    }

    private static String fourWeeks() {
        return Practice.slotsPath(
                Practice.EXPLORATION, Machine.today(), Machine.today().plusDays(28));
    }

    private static void awaitMails(Site site, int bookings) {
        for (int look = 0; look < 300 && site.get("/dev/mailbox").size() < 2 * bookings; look++) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
