package throughline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import throughline.launcher.process.Progress;

/**
 * A month of times with 20,000 past and 500 future calls, and with 4 and 16 times as many. Before that once with all past calls
 * still in the calendar, as it would be if they had never moved out. Then bookings beside as many future calls. One client, one
 * request after the other.
 */
final class SlotsBenchmark {

    private static final int PAST = 20_000;
    private static final int FUTURE = 500;
    private static final int QUERIES = Integer.getInteger("throughline.bench.queries", 200);
    private static final int BOOKINGS = Integer.getInteger("throughline.bench.bookings", 100);
    private static final int WARM_UP = 100;
    private static final List<Integer> TIMES = List.of(1, 4, 16);

    private final Path root;
    private final Path home;
    private final Progress out;

    SlotsBenchmark(Path root, Path home, Progress out) {
        this.root = root;
        this.home = home;
        this.out = out;
    }

    void run() {
        Map<String, String> unlimited = Map.of("THROUGHLINE_BOOKING_POSTS_PER_ADDRESS", "1000000");
        try (Running running = Running.start(root, home, unlimited, out);
                Stored stored = Stored.of(running.home())) {
            Site site = new Site(running.url());
            Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
            Latencies probe = new Latencies("GET /health/live");
            for (int i = 0; i < WARM_UP + QUERIES; i++) {
                if (i >= WARM_UP) {
                    probe.measure(() -> site.get("/health/live"));
                } else {
                    site.get("/health/live");
                }
            }
            out.say(probe.toString());
            practitioner(site, "unswept");
            List<Document> all = future("unswept", FUTURE, midnight);
            for (int i = 0; i < PAST; i++) {
                all.add(Stored.claim("past" + i, "unswept", midnight.minus(Duration.ofMinutes(30L * (i + 48)))));
            }
            stored.calendar("unswept", all);
            measure(site, "unswept", "month, past calls still in the calendar", running);
            for (int times : TIMES) {
                String who = "times" + times;
                practitioner(site, who);
                stored.pastCalls(who, who, PAST * times, midnight.minus(Duration.ofDays(10)));
                stored.calendar(who, future(who, FUTURE * times, midnight));
                measure(
                        site,
                        who,
                        String.format(Locale.ROOT, "month, %,d past and %,d future", PAST * times, FUTURE * times),
                        running);
                book(
                        site,
                        who,
                        String.format(Locale.ROOT, "POST call beside %,d future calls", FUTURE * times),
                        running);
            }
        }
    }

    /** The calendar is read and written whole with each booking: how that grows. One-word names are nobody's likeness. */
    private void book(Site site, String who, String name, Running running) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<String> starts = new ArrayList<>();
        for (int days = 1; starts.size() < WARM_UP + BOOKINGS && days < 640; days += 50) {
            site.get("/api/booking/v1/call-types/" + who + "/slots?from=" + today.plusDays(days) + "&to="
                            + today.plusDays(days + 49))
                    .get("slots")
                    .forEach(slot -> starts.add(slot.get("start").asString()));
        }
        Latencies post = new Latencies(name);
        for (int i = 0; i < Math.min(WARM_UP + BOOKINGS, starts.size()); i++) {
            Map<String, String> request = Map.of(
                    "callType", who, "start", starts.get(i), "name", "Reader", "email", who + i + "@client.example");
            String key = who + i;
            if (i < WARM_UP) {
                site.post("/api/booking/v1/calls", request, key);
            } else {
                post.measure(() -> site.post("/api/booking/v1/calls", request, key));
            }
            Pace.pause();
        }
        out.say(post + "   MB " + Machine.residentMegabytes(running.home()));
    }

    private static void practitioner(Site site, String who) {
        site.put(
                "/api/booking/v1/practitioners/" + who + "/availability",
                Map.of(
                        "zone",
                        "America/Los_Angeles",
                        "weekly",
                        List.of(Map.of(
                                "days",
                                List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"),
                                "from",
                                "00:00",
                                "to",
                                "24:00"))));
        site.put(
                "/api/booking/v1/call-types/" + who,
                Map.of("name", who, "practitioner", who, "durationMinutes", 30, "bookingWindowDays", 700));
    }

    /** Spread over the month that is asked for and, beyond 700 of them, over the time after it; always the same. */
    private static List<Document> future(String who, int calls, Instant from) {
        int places = Math.max(28 * 48, calls + calls / 2);
        List<Document> claims = new ArrayList<>();
        Random random = new Random(calls);
        List<Integer> order = new ArrayList<>();
        for (int place = 0; place < places; place++) {
            order.add(place);
        }
        Collections.shuffle(order, random);
        for (int place : order.subList(0, calls)) {
            claims.add(Stored.claim("f" + who + place, who, from.plus(Duration.ofMinutes(30L * place))));
        }
        return claims;
    }

    private void measure(Site site, String who, String name, Running running) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String path = "/api/booking/v1/call-types/" + who + "/slots?from=" + today + "&to=" + today.plusDays(28);
        Latencies month = new Latencies(name);
        for (int i = 0; i < WARM_UP; i++) {
            site.get(path);
        }
        for (int i = 0; i < QUERIES; i++) {
            month.measure(() -> site.get(path));
        }
        out.say(month + "   " + site.get(path).get("slots").size() + " times, MB "
                + Machine.residentMegabytes(running.home()));
    }
}
