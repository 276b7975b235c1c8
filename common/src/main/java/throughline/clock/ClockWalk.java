package throughline.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import throughline.clock.ClockFile.Reading;
import throughline.clock.ClockFile.Report;

/**
 * Moves simulated practice time, and follows when another process moves it.
 *
 * <ol>
 *   <li>Wait until no process has anything left to do at the present time, twice in a row: between the two looks nothing
 *       was on its way from one process to another.
 *   <li>Stop at the earliest due instant that is not after the target, or at the target; tell everyone; begin again.
 * </ol>
 *
 * If something does not settle within {@link #PATIENCE} (a dead mail server, say), the walk goes on and says so in the log.
 */
public final class ClockWalk implements SmartLifecycle {

    /** How long one stop waits for everything due to be handed over. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration SILENCE = Duration.ofSeconds(3);
    /** Between walks a process only has to say that it lives. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ClockWalk.class);

    private final SimulatedClock clock;
    private final ClockFile file;
    private final MachineTime machine;
    private final ObjectProvider<DueWork> work;
    private final String process = UUID.randomUUID().toString();
    private volatile boolean running;
    private volatile long seen;
    private long signed;

    ClockWalk(SimulatedClock clock, ClockFile file, MachineTime machine, ObjectProvider<DueWork> work) {
        this.clock = clock;
        this.file = file;
        this.machine = machine;
        this.work = work;
        this.signed = longAgo();
    }

    /** What the clock shows now. */
    public Instant now() {
        return clock.instant();
    }

    /** As below, with all the patience there is. */
    public Instant moveTo(Instant target) {
        return moveTo(target, PATIENCE);
    }

    /**
     * Moves to {@code target}, forwards through everything due on the way, or backwards at once.
     *
     * @param patience how long one stop waits for what is due there; less of it lets time pass a system that never rests
     */
    public synchronized Instant moveTo(Instant target, Duration patience) {
        if (target.isBefore(clock.instant())) {
            show(file.move(target));
            return target;
        }
        Instant begun = machine.now();
        file.walking(true);
        try {
            Optional<Instant> stop = settle(begun, patience);
            while (stop.isPresent() && !stop.get().isAfter(target)) {
                Instant next = stop.get().isAfter(clock.instant()) ? stop.get() : clock.instant();
                boolean stuck = next.equals(clock.instant());
                show(file.move(next));
                stop = settle(begun, patience);
                if (stuck && stop.isPresent() && !stop.get().isAfter(clock.instant())) {
                    log.warn(
                            "Something is due at {} and is not done yet; the clock goes on without it.",
                            clock.instant());
                    break;
                }
            }
            show(file.move(target));
            settle(begun, patience);
            return target;
        } finally {
            file.walking(false);
        }
    }

    /**
     * Waits until all is done that is due now; answers the earliest due instant that is left.
     *
     * @param begun when the walk began: what a process said before knows nothing of what was asked since the last one
     */
    private Optional<Instant> settle(Instant begun, Duration patience) {
        long deadline = machine.nanos() + patience.toNanos();
        int quiet = 0;
        List<Report> all = List.of();
        while (quiet < 2 && machine.nanos() < deadline) {
            Instant round = machine.now();
            long revision = seen;
            Report own = ownReport();
            all = Stream.concat(Stream.of(own), file.reportsSince(machine.now().minus(SILENCE), process).stream())
                    .toList();
            boolean others =
                    all.stream().skip(1).allMatch(r -> r.settled() && r.seen() >= revision && !r.at().isBefore(begun));
            quiet = own.settled() && others ? quiet + 1 : 0;
            if (quiet < 2) {
                boolean alone = all.size() == 1;
                pause(alone ? Duration.ofMillis(5) : Duration.ofMillis(60));
            }
            log.trace("Settling since {}: {}", round, all);
        }
        if (quiet < 2) {
            log.warn("Not everything due at {} is done after {}; going on.", clock.instant(), patience);
        }
        return all.stream().map(Report::nextDue).flatMap(Stream::ofNullable).min(Instant::compareTo);
    }

    private Report ownReport() {
        Instant now = clock.instant();
        boolean settled = work.stream().allMatch(w -> w.settled(now));
        Instant next = work.stream()
                .map(DueWork::nextDue)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
        return new Report(seen, settled, next, machine.now());
    }

    private void show(Reading reading) {
        clock.show(reading.instant());
        seen = reading.revision();
        work.forEach(DueWork::wake);
    }

    private void follow() {
        while (running) {
            try {
                file.read().ifPresent(this::follow);
            } catch (RuntimeException e) {
                log.debug("The simulated clock cannot be read just now; will be tried again in 50 ms.", e);
            }
            pause(Duration.ofMillis(50));
        }
    }

    private void follow(Reading reading) {
        if (reading.revision() > seen) {
            show(reading);
        }
        if (reading.walking()) {
            file.report(process, ownReport());
            signed = longAgo();
        } else if (machine.nanos() - signed >= SIGN_OF_LIFE.toNanos()) {
            file.report(process, new Report(seen, false, null, machine.now()));
            signed = machine.nanos();
        }
    }

    /** The next look says at once that nothing is settled any more. */
    private long longAgo() {
        return machine.nanos() - SIGN_OF_LIFE.toNanos();
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Override
    public void start() {
        seen = file.readOrStartAt(clock.instant()).revision();
        running = true;
        Thread.ofVirtual().name("simulated-clock").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        file.forget(process);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
