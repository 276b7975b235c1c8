package throughline.benchmarks;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import throughline.launcher.process.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Ten thousand attempts, fifty at a time at the same free time or one that overlaps it: how many were answered "booked", how many
 * calls the calendar has, how many of them overlap. Then a hundred calendars that are booked at the same moment.
 */
final class RacesBenchmark {

    private static final int AT_ONCE = 50;
    private static final int ATTEMPTS = Integer.getInteger("throughline.bench.attempts", 10_000);
    private static final int CALENDARS = 100;
    private static final int ROUNDS = 5;

    private final Path root;
    private final Path home;
    private final Progress out;

    RacesBenchmark(Path root, Path home, Progress out) {
        this.root = root;
        this.home = home;
        this.out = out;
    }

    void run() {
        Map<String, String> unlimited = Map.of("THROUGHLINE_BOOKING_POSTS_PER_ADDRESS", "1000000");
        try (Running running = Running.start(root, home, unlimited, out);
                Stored stored = Stored.of(running.home());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Site site = new Site(running.url());
            practitioner(site, "raced", 10);
            raced(site, stored, threads);
            for (int i = 0; i < CALENDARS; i++) {
                practitioner(site, "many" + i, 30);
            }
            together(site, stored, threads);
            out.say("Resident MB: " + Machine.residentMegabytes(running.home()));
        }
    }

    /** A start every ten minutes, half an hour each: neighbours overlap. */
    private void raced(Site site, Stored stored, ExecutorService threads) {
        Latencies latencies = new Latencies("POST call, " + AT_ONCE + " at once at one time");
        AtomicInteger booked = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        int rounds = ATTEMPTS / AT_ONCE;
        long began = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            List<String> free = starts(site, "raced", 4);
            String wanted = free.get(round % Math.max(1, free.size() / 2));
            String beside = free.get(Math.min(free.size() - 1, round % Math.max(1, free.size() / 2) + 1));
            int number = round;
            atOnce(threads, AT_ONCE, i -> {
                long start = System.nanoTime();
                int status = site.postStatus(
                        "/api/booking/v1/calls",
                        request("raced", i % 3 == 0 ? beside : wanted, "r" + number + "-" + i + "@client.example"));
                double millis = (System.nanoTime() - start) / 1e6;
                synchronized (latencies) {
                    latencies.add(millis);
                }
                (status == 201 ? booked : status == 409 ? taken : other).incrementAndGet();
            });
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        int[] judged = stored.judged("raced");
        out.say(latencies.toString());
        out.say(String.format(
                Locale.ROOT,
                "%,d attempts in %.0f s: %d booked, %d taken, %d other; in the calendar %d calls, overlaps %d",
                rounds * AT_ONCE,
                seconds,
                booked.get(),
                taken.get(),
                other.get(),
                judged[0],
                judged[1]));
    }

    private void together(Site site, Stored stored, ExecutorService threads) {
        Latencies latencies = new Latencies("POST call, " + CALENDARS + " calendars at once");
        AtomicInteger booked = new AtomicInteger();
        List<String> free = starts(site, "many0", 28);
        long began = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            String start = free.get(round);
            int number = round;
            atOnce(threads, CALENDARS, i -> {
                long from = System.nanoTime();
                int status = site.postStatus(
                        "/api/booking/v1/calls",
                        request("many" + i, start, "m" + number + "-" + i + "@client.example"));
                double millis = (System.nanoTime() - from) / 1e6;
                synchronized (latencies) {
                    latencies.add(millis);
                }
                if (status == 201) {
                    booked.incrementAndGet();
                }
            });
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        int calls = 0;
        int overlaps = 0;
        for (int i = 0; i < CALENDARS; i++) {
            int[] judged = stored.judged("many" + i);
            calls += judged[0];
            overlaps += judged[1];
        }
        out.say(latencies.toString());
        out.say(String.format(
                Locale.ROOT,
                "%d calendars, %d rounds in %.1f s (%.0f bookings a second): %d booked, %d calls, overlaps %d",
                CALENDARS,
                ROUNDS,
                seconds,
                booked.get() / seconds,
                booked.get(),
                calls,
                overlaps));
    }

    private static void practitioner(Site site, String who, int step) {
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
                Map.of(
                        "name",
                        who,
                        "practitioner",
                        who,
                        "durationMinutes",
                        30,
                        "stepMinutes",
                        step,
                        "bookingWindowDays",
                        365));
    }

    /** Free times from tomorrow on. */
    private static List<String> starts(Site site, String type, int days) {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        List<String> starts = new ArrayList<>();
        for (int from = 0; starts.size() < 4 && from < 300; from += days) {
            for (JsonNode slot : site.get("/api/booking/v1/call-types/" + type + "/slots?from="
                            + tomorrow.plusDays(from) + "&to=" + tomorrow.plusDays(from + days - 1L))
                    .get("slots")) {
                starts.add(slot.get("start").asString());
            }
        }
        return starts;
    }

    private static Map<String, Object> request(String type, String start, String email) {
        return Map.of("callType", type, "start", start, "name", "Reader", "email", email);
    }

    private static void atOnce(ExecutorService threads, int count, IntConsumer what) {
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.execute(() -> {
                try {
                    ready.await();
                    what.accept(number);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.countDown();
                }
            });
        }
        ready.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
