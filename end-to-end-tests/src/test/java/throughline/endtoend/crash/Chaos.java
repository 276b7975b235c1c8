package throughline.endtoend.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.RelayFault;

/**
 * Kills and pauses processes in an order and rhythm that follow from a seed; some at the very moment at which the mail server
 * lets a mail down. What is killed is started again by the supervisor of the installation.
 */
final class Chaos {

    private static final List<String> SENDERS = List.of("notification", "notification-2");
    private static final String DATABASE = "mongod";
    private static final Set<RelayFault> AT_THE_DOT = Arrays.stream(RelayFault.values())
            .filter(fault -> fault.phase() == Phase.DOT)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(RelayFault.class)));

    private static final Duration RECOVERY = Duration.ofSeconds(20);
    /** Every other new person's mails are let down, so this is long. */
    private static final Duration UNTIL_A_FAULT = Duration.ofSeconds(20);

    private static final int SHORTEST_CALM = 1_500;
    private static final int LONGEST_CALM = 5_500;

    private final Processes processes;
    private final Random random;
    private final Gate mail;
    private final FaultyRelay relay;
    private final Consumer<String> report;
    private final List<Done> done = new CopyOnWriteArrayList<>();
    private final List<Future<?>> pauses = new ArrayList<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final Instant begun = Instant.now();

    /** @param atFault when the relay does one of these; empty: at any time */
    private record Strike(List<String> names, Set<RelayFault> atFault) {

        static List<Strike> anyTime(int times, String name) {
            return Collections.nCopies(times, new Strike(List.of(name), Set.of()));
        }
    }

    private enum Kind {
        KILLED,
        PAUSED
    }

    private record Done(Kind kind, String name) {}

    Chaos(Processes processes, long seed, Gate mail, FaultyRelay relay, Consumer<String> report) {
        this.processes = processes;
        this.random = new Random(seed);
        this.mail = mail;
        this.relay = relay;
        this.report = report;
    }

    /** Returns when everything has been killed and resumed; 20 kills and four pauses. */
    void run() throws InterruptedException {
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
                carryOut(next(deck));
            }
            await("the last pause")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> pauses.stream().allMatch(Future::isDone));
        }
    }

    private List<Strike> deck() {
        var deck = new ArrayList<Strike>();
        deck.addAll(Strike.anyTime(3, "booking"));
        SENDERS.forEach(sender -> deck.addAll(Strike.anyTime(1, sender)));
        deck.addAll(Strike.anyTime(1, "dashboard"));
        deck.addAll(Strike.anyTime(1, "content"));
        deck.addAll(Strike.anyTime(3, DATABASE));
        deck.addAll(Strike.anyTime(4, "kafka"));
        // whoever of the two has the mail in hand dies
        deck.addAll(Collections.nCopies(2, new Strike(SENDERS, EnumSet.allOf(RelayFault.class))));
        // between dot and record
        deck.addAll(Collections.nCopies(2, new Strike(List.of(DATABASE), AT_THE_DOT)));
        Collections.shuffle(deck, random);
        return deck;
    }

    long kills() {
        return done.stream().filter(one -> one.kind() == Kind.KILLED).count();
    }

    /** How often a sending process was killed, stood still or lost its database. */
    int crashesOfSenders() {
        return done.stream()
                .mapToInt(one -> SENDERS.contains(one.name()) ? 1 : one.name().equals(DATABASE) ? SENDERS.size() : 0)
                .sum();
    }

    /** The first in the deck that can be used just now: a system that is never up breaks no promise. */
    private Strike next(List<Strike> deck) {
        var found = new AtomicReference<>(deck.getFirst());
        try {
            await("something to kill").atMost(RECOVERY).until(() -> {
                var usable =
                        deck.stream().filter(strike -> isUp(strike.names())).findFirst();
                usable.ifPresent(found::set);
                return usable.isPresent();
            });
        } catch (ConditionTimeoutException noneOfThem) {
            note("nothing in the deck has come back after " + RECOVERY.toSeconds() + " s");
        }
        deck.remove(found.get());
        return found.get();
    }

    private boolean isUp(List<String> names) {
        return names.stream().allMatch(name -> !paused.contains(name) && processes.answers(name));
    }

    private void calm() {
        var until = Duration.ofMillis(random.nextInt(SHORTEST_CALM, LONGEST_CALM));
        await().pollDelay(until).atMost(until.plusSeconds(20)).until(() -> true);
    }

    private void carryOut(Strike strike) throws InterruptedException {
        var left = new ArrayList<>(strike.names());
        if (!strike.atFault().isEmpty()) {
            var struck = new CountDownLatch(1);
            relay.atNext(strike.atFault(), fault -> {
                left.removeIf(name -> killNow(name, " at " + fault));
                struck.countDown();
            });
            if (!struck.await(UNTIL_A_FAULT.toSeconds(), TimeUnit.SECONDS)) {
                if (relay.giveUp()) {
                    note("no mail was let down for " + UNTIL_A_FAULT.toSeconds() + " s");
                } else {
                    struck.await();
                }
            }
        }
        left.forEach(this::kill);
    }

    /** Waits until there is something to kill: a service that was just killed takes a moment to be there again. */
    private void kill(String name) {
        await(name + " to kill").atMost(30, TimeUnit.SECONDS).until(() -> killNow(name, ""));
    }

    private boolean killNow(String name, String when) {
        boolean killed = processes.kill(name);
        if (killed) {
            done.add(new Done(Kind.KILLED, name));
            note("kill -9 " + name + when);
        }
        return killed;
    }

    private void pause(String name, Duration time, ScheduledExecutorService later) {
        await(name + " to pause").atMost(30, TimeUnit.SECONDS).until(() -> processes.pause(name));
        paused.add(name);
        done.add(new Done(Kind.PAUSED, name));
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
        report.accept(String.format(
                Locale.ROOT,
                "%5.1f s  %s",
                Duration.between(begun, Instant.now()).toMillis() / 1000.0,
                what));
    }
}
