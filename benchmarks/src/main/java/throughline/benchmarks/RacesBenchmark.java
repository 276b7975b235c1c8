package throughline.benchmarks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Ten thousand attempts, fifty at a time at the same free time or one that overlaps it: how many were answered "booked", how many
 * calls the calendar has, how many of them overlap. Then a hundred calendars that are booked at the same moment.
 */
final class RacesBenchmark {

    private static final int AT_ONCE = 50;
    private static final int ATTEMPTS = Integer.getInteger("throughline.bench.attempts", 10_000);
    private static final int CALENDARS = 100;
    private static final int ROUNDS = 5;

    private final Bench bench;

    RacesBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        try (Running running = bench.start(Map.of());
                Stored stored = Stored.of(running.home());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Practice practice = new Practice(new Site(running.url()));
            practitioner(practice, "raced", 10);
            raced(practice, stored, threads);
            for (int i = 0; i < CALENDARS; i++) {
                practitioner(practice, "many" + i, 30);
            }
            together(practice, stored, threads);
            bench.say("Resident MB: " + Machine.residentMegabytes(running.home()));
        }
    }

    /** A start every ten minutes, half an hour each: neighbours overlap. */
    private void raced(Practice practice, Stored stored, ExecutorService threads) {
        Latencies latencies = new Latencies("POST call, " + AT_ONCE + " at once at one time");
        AtomicInteger booked = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        int rounds = ATTEMPTS / AT_ONCE;
        long began = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            List<String> free = starts(practice, "raced", 4);
            String wanted = free.get(round % Math.max(1, free.size() / 2));
            String beside = free.get(Math.min(free.size() - 1, round % Math.max(1, free.size() / 2) + 1));
            int number = round;
            atOnce(threads, AT_ONCE, i -> {
                long start = System.nanoTime();
                int status = practice.tryToBook(
                        "raced", i % 3 == 0 ? beside : wanted, "r" + number + "-" + i + "@client.example");
                double millis = (System.nanoTime() - start) / 1e6;
                synchronized (latencies) {
                    latencies.add(millis);
                }
                (status == 201 ? booked : status == 409 ? taken : other).incrementAndGet();
            });
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        int[] judged = stored.judged("raced");
        bench.say(latencies);
        bench.say(String.format(
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

    private void together(Practice practice, Stored stored, ExecutorService threads) {
        Latencies latencies = new Latencies("POST call, " + CALENDARS + " calendars at once");
        AtomicInteger booked = new AtomicInteger();
        List<String> free = starts(practice, "many0", 28);
        long began = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            String start = free.get(round);
            int number = round;
            atOnce(threads, CALENDARS, i -> {
                long from = System.nanoTime();
                int status = practice.tryToBook("many" + i, start, "m" + number + "-" + i + "@client.example");
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
        bench.say(latencies);
        bench.say(String.format(
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

    private static void practitioner(Practice practice, String who, int step) {
        practice.addPractitioner(who, Map.of("stepMinutes", step, "bookingWindowDays", 365));
    }

    /** Free times from tomorrow on. */
    private static List<String> starts(Practice practice, String type, int days) {
        LocalDate tomorrow = Machine.today().plusDays(1);
        List<String> starts = new ArrayList<>();
        for (int from = 0; starts.size() < 4 && from < 300; from += days) {
            starts.addAll(practice.starts(type, tomorrow.plusDays(from), tomorrow.plusDays(from + days - 1L)));
        }
        return starts;
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
