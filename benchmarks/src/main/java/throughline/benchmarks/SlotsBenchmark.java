package throughline.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bson.Document;

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
    private static final Map<String, Integer> WINDOW = Map.of("bookingWindowDays", 700);

    private final Bench bench;

    SlotsBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        try (Running running = bench.start(Map.of());
                Stored stored = Stored.of(running.home())) {
            Site site = new Site(running.url());
            Practice practice = new Practice(site);
            Instant midnight = Machine.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
            Latencies probe = new Latencies("GET /health/live");
            for (int i = 0; i < WARM_UP + QUERIES; i++) {
                if (i >= WARM_UP) {
                    probe.measure(() -> site.fetch("/health/live"));
                } else {
                    site.fetch("/health/live");
                }
            }
            bench.say(probe);
            practice.addPractitioner("unswept", WINDOW);
            List<Document> all = future("unswept", FUTURE, midnight);
            for (int i = 0; i < PAST; i++) {
                all.add(Stored.claim("past" + i, "unswept", midnight.minus(Duration.ofMinutes(30L * (i + 48)))));
            }
            stored.calendar("unswept", all);
            measure(site, "unswept", "month, past calls still in the calendar", running);
            for (int times : TIMES) {
                String who = "times" + times;
                practice.addPractitioner(who, WINDOW);
                stored.pastCalls(who, who, PAST * times, midnight.minus(Duration.ofDays(10)));
                stored.calendar(who, future(who, FUTURE * times, midnight));
                measure(
                        site,
                        who,
                        String.format(Locale.ROOT, "month, %,d past and %,d future", PAST * times, FUTURE * times),
                        running);
                book(
                        practice,
                        who,
                        String.format(Locale.ROOT, "POST call beside %,d future calls", FUTURE * times),
                        running);
            }
        }
    }

    /** The calendar is read and written whole with each booking: how that grows. */
    private void book(Practice practice, String who, String name, Running running) {
        LocalDate today = Machine.today();
        List<String> starts = new ArrayList<>();
        for (int days = 1; starts.size() < WARM_UP + BOOKINGS && days < 640; days += 50) {
            starts.addAll(practice.starts(who, today.plusDays(days), today.plusDays(days + 49L)));
        }
        Latencies warmUp = new Latencies("warm-up");
        Latencies post = new Latencies(name);
        for (int i = 0; i < Math.min(WARM_UP + BOOKINGS, starts.size()); i++) {
            String start = starts.get(i);
            String email = who + i + "@client.example";
            (i < WARM_UP ? warmUp : post).measure(() -> practice.book(who, start, email));
            Pace.pause();
        }
        bench.say(post + "   MB " + Machine.residentMegabytes(running.home()));
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
        LocalDate today = Machine.today();
        String path = Practice.slotsPath(who, today, today.plusDays(28));
        Latencies month = new Latencies(name);
        for (int i = 0; i < WARM_UP; i++) {
            site.fetch(path);
        }
        for (int i = 0; i < QUERIES; i++) {
            month.measure(() -> site.fetch(path));
        }
        bench.say(month + "   " + site.get(path).get("slots").size() + " times, MB "
                + Machine.residentMegabytes(running.home()));
    }
}
