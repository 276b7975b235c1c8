package throughline.benchmarks;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * From "outcome recorded" until the run it starts is there, and until a corrected outcome has ended it: through booking's
 * outbox, Kafka and notification's consumer, as an outsider sees it. One client, one outcome after the other.
 */
final class OutcomeBenchmark {

    private static final int CALLS = Integer.getInteger("bench.calls", 100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Bench bench;

    OutcomeBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        try (Running running = bench.start(Map.of("THROUGHLINE_CLOCK", "simulated:2026-12-01T12:00:00Z"))) {
            Site site = new Site(running.url());
            Map<String, String> calls = book(site);
            site.post("/dev/clock", Map.of("advance", "P61D"), "clock");
            Latencies started = new Latencies("outcome to its run started");
            Latencies ended = new Latencies("corrected outcome to the run ended");
            calls.forEach((call, client) -> {
                started.add(until(site, call, client, "INTERESTED", "after-interested", "WAITING"));
                ended.add(until(site, call, client, "NOT_A_FIT", "after-interested", "ENDED"));
            });
            bench.say(started);
            bench.say(ended);
        }
    }

    /** Call ids with their clients' ids. */
    private static Map<String, String> book(Site site) {
        Practice practice = new Practice(site);
        LocalDate from = LocalDate.of(2026, 12, 2);
        List<String> starts = practice.starts(Practice.EXPLORATION, from, from.plusDays(55));
        Map<String, String> calls = new HashMap<>();
        for (int i = 0; i < Math.min(CALLS, starts.size()); i++) {
            String id = practice.bookFollowedUp(Practice.EXPLORATION, starts.get(i), "outcome" + i + "@client.example");
            calls.put(
                    id, site.get("/api/booking/v1/calls/" + id).get("clientId").asString());
        }
        return calls;
    }

    private static double until(Site site, String call, String client, String outcome, String sequence, String state) {
        long begin = System.nanoTime();
        site.post("/api/booking/v1/calls/" + call + "/outcome", Map.of("outcome", outcome), call + outcome);
        String path = "/api/notification/v1/enrollments?client=" + client + "&sequence=" + sequence;
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            for (JsonNode run : site.get(path).get("items")) {
                if (run.get("state").asString().equals(state)) {
                    return (System.nanoTime() - begin) / 1e6;
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IllegalStateException("call " + call + " has no run in state " + state + " after " + PATIENCE);
    }
}
