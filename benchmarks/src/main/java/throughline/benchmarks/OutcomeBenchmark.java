package throughline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import throughline.launcher.process.Progress;
import tools.jackson.databind.JsonNode;

/**
 * From "outcome recorded" until the run it starts is there, and until a corrected outcome has ended it: through booking's
 * outbox, Kafka and notification's consumer, as an outsider sees it. One client, one outcome after the other.
 */
final class OutcomeBenchmark {

    private static final int CALLS = Integer.getInteger("bench.calls", 100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Path root;
    private final Path home;
    private final Progress out;

    OutcomeBenchmark(Path root, Path home, Progress out) {
        this.root = root;
        this.home = home;
        this.out = out;
    }

    void run() {
        Map<String, String> more = new HashMap<>(Map.of(
                "THROUGHLINE_BOOKING_POSTS_PER_ADDRESS", "1000000",
                "THROUGHLINE_CLOCK", "simulated:2026-12-01T12:00:00Z"));
        try (Running running = Running.start(root, home, more, out)) {
            Site site = new Site(running.url());
            Map<String, String> calls = book(site);
            site.post("/dev/clock", Map.of("advance", "P61D"), "clock");
            Latencies started = new Latencies("outcome to its run started");
            Latencies ended = new Latencies("corrected outcome to the run ended");
            calls.forEach((call, client) -> {
                started.add(until(site, call, client, "INTERESTED", "after-interested", "WAITING"));
                ended.add(until(site, call, client, "NOT_A_FIT", "after-interested", "ENDED"));
            });
            out.say(started.toString());
            out.say(ended.toString());
        }
    }

    /** Call ids with their clients' ids. */
    private static Map<String, String> book(Site site) {
        LocalDate from = LocalDate.of(2026, 12, 2);
        List<String> starts = new ArrayList<>();
        for (JsonNode slot : site.get(
                        "/api/booking/v1/call-types/exploration-call/slots?from=" + from + "&to=" + from.plusDays(55))
                .get("slots")) {
            starts.add(slot.get("start").asString());
        }
        Map<String, String> calls = new HashMap<>();
        for (int i = 0; i < Math.min(CALLS, starts.size()); i++) {
            JsonNode answer = site.post(
                    "/api/booking/v1/calls",
                    Map.of(
                            "callType",
                            "exploration-call",
                            "start",
                            starts.get(i),
                            "name",
                            "Reader " + i,
                            "email",
                            "outcome" + i + "@client.example",
                            "answers",
                            Map.of(),
                            "followUp",
                            true),
                    "outcome-" + i);
            String id = answer.get("callId").asString();
            calls.put(
                    id, site.get("/api/booking/v1/calls/" + id).get("clientId").asString());
        }
        return calls;
    }

    private static double until(Site site, String call, String client, String outcome, String sequence, String state) {
        Instant begin = Instant.now();
        site.post("/api/booking/v1/calls/" + call + "/outcome", Map.of("outcome", outcome), call + outcome);
        String path = "/api/notification/v1/enrollments?client=" + client + "&sequence=" + sequence;
        while (Duration.between(begin, Instant.now()).compareTo(PATIENCE) < 0) {
            for (JsonNode run : site.get(path).get("items")) {
                if (run.get("state").asString().equals(state)) {
                    return Duration.between(begin, Instant.now()).toNanos() / 1e6;
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IllegalStateException("call " + call + " has no run in state " + state + " after " + PATIENCE);
    }
}
