package throughline.dashboard.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.dashboard.flow.EventFlow;
import throughline.dashboard.flow.Flow;
import throughline.dashboard.practice.Answer;
import throughline.dashboard.practice.Delivery;
import throughline.dashboard.practice.Listed;
import throughline.dashboard.practice.Practice;
import throughline.inbox.DeadLetter;
import throughline.service.Light;
import throughline.web.peer.Peers;

/** Looks at everything every ten seconds, and when someone asks and the last look is older than two. */
@Component
public class Watch implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final Duration REFUSED_FOR = Duration.ofDays(7);
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Processes processes;
    private final EventFlow flow;
    private final Practice practice;
    private final BookingLight booking;
    private final EventFlowLight eventFlow;
    private final MailLights mail;
    private final StorageLight storage;
    private final Silences silences;
    private final Peers peers;
    private final Clock clock;
    private final MachineTime machine;
    private final HealthSentence sentence;
    private volatile boolean running;
    private volatile @Nullable Seen last;

    Watch(
            Processes processes,
            EventFlow flow,
            Practice practice,
            BookingLight booking,
            EventFlowLight eventFlow,
            MailLights mail,
            StorageLight storage,
            Silences silences,
            Peers peers,
            Clock clock,
            MachineTime machine,
            MessageSource texts) {
        this.processes = processes;
        this.flow = flow;
        this.practice = practice;
        this.booking = booking;
        this.eventFlow = eventFlow;
        this.mail = mail;
        this.storage = storage;
        this.silences = silences;
        this.peers = peers;
        this.clock = clock;
        this.machine = machine;
        this.sentence = new HealthSentence(texts, Locale.ENGLISH);
    }

    /**
     * One look.
     *
     * @param at machine time
     * @param flows empty when the broker did not answer
     * @param missing services that did not answer
     * @param unpublished aggregates that hold facts not yet published
     */
    public record Seen(
            Instant at,
            String sentence,
            List<Light> lights,
            Counts counts,
            Optional<List<Flow>> flows,
            List<DeadLetter> deadLetters,
            List<Delivery> inDoubt,
            List<Delivery> refused,
            List<String> missing,
            long unpublished) {}

    /**
     * How things are, at most two seconds ago. While something does not answer a look takes long; then what was seen before is
     * answered after a second and a half, so that a page never waits for what is broken.
     */
    public Seen now() {
        Seen seen = last;
        if (seen != null && !seen.at().isBefore(machine.now().minus(FRESH))) {
            return seen;
        }
        CompletableFuture<Seen> look = CompletableFuture.supplyAsync(this::look, Thread::startVirtualThread);
        return seen == null
                ? look.join()
                : look.completeOnTimeout(seen, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
    }

    /** Something was just done: what was seen before no longer counts. */
    public void again() {
        last = null;
    }

    /** What was last seen, without waiting; empty before the first look. */
    Optional<Seen> last() {
        return Optional.ofNullable(last);
    }

    private synchronized Seen look() {
        Seen before = last;
        if (before != null && !before.at().isBefore(machine.now().minus(FRESH))) {
            return before;
        }
        Map<String, Answer<ProcessReport>> reports = processes.reports();
        List<Light> measured = new ArrayList<>();
        List<DeadLetter> deadLetters = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        long unpublished = 0;
        for (Answer<ProcessReport> report : reports.values()) {
            switch (report) {
                case Answer.Known<ProcessReport>(ProcessReport known) -> {
                    measured.addAll(known.lights() == null ? List.of() : known.lights());
                    deadLetters.addAll(known.deadLetters() == null ? List.of() : known.deadLetters());
                    unpublished += known.unpublished();
                }
                case Answer.Missing<ProcessReport>(String service) -> missing.add(service);
            }
        }
        List<Delivery> inDoubt = deliveries("IN_DOUBT");
        List<Delivery> refused =
                deliveries("REJECTED").stream().filter(this::recent).toList();
        Counts counts = new Counts(
                inDoubt.size(),
                refused.size(),
                deadLetters.size(),
                deadLetters.stream().mapToLong(DeadLetter::waiting).sum());
        Optional<List<Flow>> flows = flow.measure();
        Light stored = storage.now();
        String notification = peers.isElsewhere("notification") ? "notification" : "dashboard";
        boolean mailStopped = silences.stopped("notification", !missing.contains(notification));
        List<Light> lights = List.of(
                booking.now(measured, stored.state() != Light.State.STOPPED),
                eventFlow.of(flows, counts),
                mail.mail(measured, mailStopped, counts),
                mail.dueWork(measured, mailStopped),
                stored);
        Seen seen = new Seen(
                machine.now(),
                sentence.of(lights, counts),
                lights,
                counts,
                flows,
                List.copyOf(deadLetters),
                inDoubt,
                refused,
                List.copyOf(missing),
                unpublished);
        last = seen;
        return seen;
    }

    private List<Delivery> deliveries(String state) {
        return practice.deliveries(state).orElse(new Listed<>(List.of(), null)).all();
    }

    private boolean recent(Delivery delivery) {
        Instant at = delivery.since();
        return at == null || at.isAfter(clock.instant().minus(REFUSED_FOR));
    }

    private void lookForEver() {
        while (running) {
            LockSupport.parkNanos(EVERY.toNanos());
            if (running) {
                try {
                    look();
                } catch (RuntimeException e) {
                    log.warn("Looking after everything failed; next look in {}.", EVERY, e);
                }
            }
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("health-watch").start(this::lookForEver);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
