package throughline.endtoend.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Kills and pauses processes in an order and rhythm that follow from a seed. What is killed is started again by the
 * supervisor of the installation.
 */
final class Chaos {

    private static final Map<String, Integer> KILLS = Map.of(
            "booking",
            3,
            "notification",
            3,
            "notification-2",
            3,
            "dashboard",
            1,
            "content",
            1,
            "mongod",
            5,
            "kafka",
            4);
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final int SHORTEST_CALM = 1_500;
    private static final int LONGEST_CALM = 5_500;

    private final Processes processes;
    private final Random random;
    private final Gate mail;
    private final Consumer<String> report;
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Future<?>> pauses = new ArrayList<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final Instant begun = Instant.now();

    Chaos(Processes processes, long seed, Gate mail, Consumer<String> report) {
        this.processes = processes;
        this.random = new Random(seed);
        this.mail = mail;
        this.report = report;
    }

    /** Returns when everything has been killed and resumed; 20 kills and four pauses. */
    void run() {
        var deck = deck();
        try (ScheduledExecutorService later = Executors.newScheduledThreadPool(1)) {
            for (int i = 0; !deck.isEmpty(); i++) {
                switch (i) {
                    case 3 -> pause("notification", Duration.ofSeconds(8), later);
                    case 8 -> silenceMail(Duration.ofSeconds(7), later);
                    case 11 -> pause("booking", Duration.ofSeconds(17), later);
                    case 15 -> pause("kafka", Duration.ofSeconds(8), later);
                    default -> {}
                }
                calm();
                kill(next(deck));
            }
            await("the last pause")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> pauses.stream().allMatch(Future::isDone));
        }
    }

    List<String> done() {
        return List.copyOf(done);
    }

    long kills() {
        return done.stream().filter(what -> what.contains("kill -9")).count();
    }

    /** How often a sending process was killed, stood still or lost its database; there are two of them. */
    int crashesOfSenders() {
        return done.stream()
                .mapToInt(what ->
                        what.endsWith("kill -9 mongod") ? 2 : what.matches(".*(kill -9|paused) notification.*") ? 1 : 0)
                .sum();
    }

    private List<String> deck() {
        var deck = new ArrayList<String>();
        KILLS.keySet().stream()
                .sorted()
                .forEach(name -> deck.addAll(Collections.nCopies(KILLS.getOrDefault(name, 0), name)));
        Collections.shuffle(deck, random);
        return deck;
    }

    /** The first in the deck that can be used just now: a system that is never up breaks no promise. */
    private String next(List<String> deck) {
        var found = new AtomicReference<>(deck.getFirst());
        try {
            await("something to kill").atMost(RECOVERY).until(() -> {
                var usable = deck.stream()
                        .filter(name -> !paused.contains(name) && processes.answers(name))
                        .findFirst();
                usable.ifPresent(found::set);
                return usable.isPresent();
            });
        } catch (ConditionTimeoutException noneOfThem) {
            note("nothing in the deck has come back after " + RECOVERY.toSeconds() + " s");
        }
        deck.remove(found.get());
        return found.get();
    }

    private void calm() {
        var until = Duration.ofMillis(random.nextInt(SHORTEST_CALM, LONGEST_CALM));
        await().pollDelay(until).atMost(until.plusSeconds(20)).until(() -> true);
    }

    /** Waits until there is something to kill: a service that was just killed takes a moment to be there again. */
    private void kill(String name) {
        await(name + " to kill").atMost(30, TimeUnit.SECONDS).until(() -> processes.kill(name));
        note("kill -9 " + name);
    }

    private void pause(String name, Duration time, ScheduledExecutorService later) {
        await(name + " to pause").atMost(30, TimeUnit.SECONDS).until(() -> processes.pause(name));
        paused.add(name);
        note("paused " + name + " for " + time.toSeconds() + " s");
        pauses.add(later.schedule(
                () -> {
                    processes.resume(name);
                    paused.remove(name);
                    note("resumed " + name);
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    private void silenceMail(Duration time, ScheduledExecutorService later) {
        mail.fallSilent();
        note("SMTP silent for " + time.toSeconds() + " s");
        pauses.add(later.schedule(
                () -> {
                    mail.speakAgain();
                    note("SMTP speaks again");
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    private void note(String what) {
        var line = String.format(
                java.util.Locale.ROOT,
                "%5.1f s  %s",
                Duration.between(begun, Instant.now()).toMillis() / 1000.0,
                what);
        done.add(line);
        report.accept(line);
    }
}
