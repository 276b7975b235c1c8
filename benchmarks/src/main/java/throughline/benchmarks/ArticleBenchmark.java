package throughline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import throughline.testing.smtp.Drain;
import tools.jackson.databind.JsonNode;

/**
 * One article for many subscribers, through the whole system, into a mail server that takes everything: when it is said to be
 * done and when it is, and how long a confirmation takes meanwhile, from the booking's request to the confirmation's final dot.
 */
final class ArticleBenchmark {

    private static final int SUBSCRIBERS = Integer.getInteger("bench.subscribers", 10_000);
    private static final int A_FILE = 1_000;
    private static final int QUIET = 20;
    private static final int CREATED = 201;
    private static final Duration BETWEEN_BOOKINGS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final String ARTICLES = "/api/notification/v1/article-mails";

    private final Bench bench;
    private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    ArticleBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() {
        try (Drain drain = new Drain(Duration.ZERO, to -> arrivedAt.putIfAbsent(to, System.nanoTime()))) {
            Map<String, String> more = Map.of(
                    "SMTP_HOST",
                    "127.0.0.1",
                    "SMTP_PORT",
                    Integer.toString(drain.port()),
                    "SMTP_TLS",
                    "none",
                    "SMTP_CONNECTIONS",
                    "10");
            try (Running running = bench.start(more)) {
                bench.say("To look at meanwhile: " + running.url() + "/staff/mail/articles");
                Site site = new Site(running.url());
                Practice practice = new Practice(site);
                LocalDate today = Machine.today();
                List<String> starts = practice.starts(Practice.EXPLORATION, today.plusDays(3), today.plusDays(55));
                confirmations(practice, starts.subList(0, QUIET), "confirmation, nothing else going on");
                subscribe(site);
                measure(site, practice, starts.subList(QUIET, starts.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure(Site site, Practice practice, List<String> starts) {
        JsonNode draft = site.post(
                "/api/content/v1/articles",
                Map.of("title", "What the shoulders carry", "markdown", "How we sit, and what may be done about it."),
                "draft");
        site.post("/api/content/v1/articles/" + draft.get("id").asString() + "/publish", Map.of(), "publish");
        long began = System.nanoTime();
        Thread booking = Thread.ofPlatform()
                .start(() -> confirmations(practice, starts, "confirmation, article mails going out"));
        List<String> predictions = new ArrayList<>();
        Map<Integer, Instant> predicted = new TreeMap<>();
        JsonNode now = article(site, began);
        while (!now.get("state").asString().equals("SENT")) {
            note(now, predicted);
            LockSupport.parkNanos(LOOK.toNanos());
            now = article(site, began);
        }
        Instant finish = Machine.now();
        double seconds = (System.nanoTime() - began) / 1e9;
        stopped = true;
        join(booking);
        predicted.forEach((percent, at) -> predictions.add(String.format(
                Locale.ROOT,
                "at %d %% %+.1f s",
                percent,
                Duration.between(finish, at).toMillis() / 1e3)));
        bench.say(String.format(
                Locale.ROOT,
                "%,d article mails in %.1f s: %.0f a second. %d accepted, %d in doubt.",
                SUBSCRIBERS,
                seconds,
                SUBSCRIBERS / seconds,
                now.get("accepted").asInt(),
                now.get("inDoubt").asInt()));
        bench.say("Predicted finish beside the real one: " + String.join(", ", predictions));
    }

    /** What was said when a tenth, a quarter, half and three quarters were through. */
    private static void note(JsonNode article, Map<Integer, Instant> predicted) {
        JsonNode finish = article.get("predictedFinish");
        double share = (double) article.get("accepted").asInt()
                / Math.max(1, article.get("recipients").asInt());
        for (int percent : new int[] {10, 25, 50, 75}) {
            if (finish != null && share >= percent / 100.0) {
                predicted.putIfAbsent(percent, Instant.parse(finish.asString()));
            }
        }
    }

    private static JsonNode article(Site site, long began) {
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            JsonNode all = site.get(ARTICLES).get("items");
            if (!all.isEmpty()) {
                return all.get(0);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IllegalStateException("no article is on its way, or not done, after " + PATIENCE);
    }

    private void subscribe(Site site) {
        int imported = 0;
        for (int from = 0; from < SUBSCRIBERS; from += A_FILE) {
            StringBuilder list = new StringBuilder("email,name,purpose,consentAt,consentText\n");
            for (int i = from; i < Math.min(SUBSCRIBERS, from + A_FILE); i++) {
                list.append("subscriber")
                        .append(i)
                        .append("@reader.example,,articles,2026-01-05,I want new articles\n");
            }
            imported += site.postText("/api/notification/v1/subscribers/import", list.toString())
                    .get("imported")
                    .asInt();
        }
        bench.say(imported + " subscribers.");
    }

    /** Books one call after the other until there are no more times, or the article is done; times that are taken are left out. */
    private void confirmations(Practice practice, List<String> starts, String name) {
        Map<String, Long> asked = new HashMap<>();
        for (String start : starts) {
            if (stopped) {
                break;
            }
            String email = "reader" + start.replaceAll("[^0-9]", "") + "@client.example";
            long at = System.nanoTime();
            if (practice.tryToBook(Practice.EXPLORATION, start, email) == CREATED) {
                asked.put(email, at);
            }
            LockSupport.parkNanos(BETWEEN_BOOKINGS.toNanos());
        }
        LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
        Latencies latencies = new Latencies(name);
        asked.forEach((email, at) -> {
            Long arrived = arrivedAt.get(email);
            latencies.add(arrived == null ? Double.POSITIVE_INFINITY : (arrived - at) / 1e6);
        });
        bench.say(latencies);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
