package throughline.notification.timer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.clock.DueWork;
import throughline.notification.cron.CronApi;
import throughline.notification.cron.Regular;
import throughline.notification.enrollment.Approvals;
import throughline.notification.enrollment.DueBell;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Steering;

/**
 * One thread per instance that does what is due whenever the bell rings: once a second by Quartz, when a run begins, and when
 * practice time is moved. It takes the slots in random order, so that several instances seldom meet; where more is due than one
 * batch, they keep out of each other's slots. One batch at a time leaves room for those who book meanwhile.
 */
@Component
class Tick implements SmartLifecycle, DueWork, Regular {

    private static final String NAME = "due-runs";
    private static final Logger log = LoggerFactory.getLogger(Tick.class);

    private final Enrollments enrollments;
    private final Advancing advancing;
    private final Approvals approvals;
    private final Steering steering;
    private final SlotLeases leases;
    private final DueBell bell;
    private final TimerSettings settings;
    private final Clock clock;
    private volatile boolean running;
    private volatile @Nullable Look last;
    private volatile Thread thread = Thread.currentThread();

    Tick(
            Enrollments enrollments,
            Advancing advancing,
            Approvals approvals,
            Steering steering,
            SlotLeases leases,
            DueBell bell,
            TimerSettings settings,
            Clock clock) {
        this.enrollments = enrollments;
        this.advancing = advancing;
        this.approvals = approvals;
        this.steering = steering;
        this.leases = leases;
        this.bell = bell;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the last look came to; {@code late} how far the longest due run was behind. */
    private record Look(Instant at, Duration late, long runs, boolean well) {}

    private void tickForever() {
        while (running) {
            try {
                bell.await(settings.tick().multipliedBy(5)); // a safety net should Quartz stand still
                doDue();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                last = new Look(clock.instant(), Duration.ZERO, 0, false);
                log.warn("Due runs cannot be looked at just now; next look in {}. {}", settings.tick(), e.toString());
            }
        }
    }

    /** Everything that is due now, until nothing is. */
    private void doDue() {
        steering.finishResumptions();
        Instant now = clock.instant();
        Optional<Instant> first = enrollments.nextDue().filter(next -> !next.isAfter(now));
        if (first.isEmpty()) {
            last = new Look(now, Duration.ZERO, 0, true);
            return;
        }
        approvals.decideOverdue(now);
        long due = enrollments.countDue(now, settings.mass() * 100L);
        last = new Look(now, Duration.between(first.get(), now), due, true);
        if (due <= settings.batch()) {
            doAll(now, spread(due));
            return;
        }
        List<Integer> slots =
                new ArrayList<>(IntStream.range(0, Enrollment.SLOTS).boxed().toList());
        Collections.shuffle(slots);
        for (int slot : slots) {
            doLeased(slot, now, spread(due));
        }
    }

    /** A few are read and taken further together, whichever slots they are in. */
    private void doAll(Instant now, Duration spread) {
        List<Stored<Enrollment>> due = enrollments.due(now, settings.batch());
        while (!due.isEmpty() && running) {
            advancing.advance(due, spread);
            due = enrollments.due(now, settings.batch());
        }
    }

    /** Until nothing of the slot is due, unless another instance is at it. */
    private void doLeased(int slot, Instant now, Duration spread) {
        if (!running || !leases.take(slot)) {
            return;
        }
        try {
            List<Stored<Enrollment>> due = enrollments.due(slot, now, settings.batch());
            while (!due.isEmpty() && running && leases.take(slot)) {
                advancing.advance(due, spread);
                due = enrollments.due(slot, now, settings.batch());
            }
        } finally {
            leases.giveBack(slot);
        }
    }

    /** Many at once are spread, so that neither the relay nor the readers' servers are flooded; a few go at once. */
    private Duration spread(long due) {
        return due <= settings.mass() ? Duration.ZERO : settings.spreadEach().multipliedBy(due);
    }

    @Override
    public CronApi.Shown shown() {
        Instant next = nextDue().orElseGet(() -> clock.instant().plus(settings.tick()));
        Look look = last;
        return look == null
                ? new CronApi.Shown(NAME, next, null, null, null, null, null)
                : new CronApi.Shown(
                        NAME,
                        next,
                        look.at().minus(look.late()),
                        look.at(),
                        look.well() ? "DONE" : "FAILED",
                        look.well()
                                ? look.runs() == 0 ? "nothing was due" : look.runs() + " due"
                                : "the database did not answer",
                        look.late().toSeconds());
    }

    @Override
    public Optional<Instant> nextDue() {
        return enrollments.nextDue();
    }

    @Override
    public boolean settled(Instant now) {
        return nextDue().filter(due -> !due.isAfter(now)).isEmpty();
    }

    @Override
    public void wake() {
        bell.ring();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("notification-tick").start(this::tickForever);
        bell.ring();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
