package throughline.notification.timer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.clock.DueWork;
import throughline.notification.enrollment.Approvals;
import throughline.notification.enrollment.DueBell;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Steering;

/**
 * One thread per instance that does what is due whenever the bell rings: once a second by Quartz, when a run begins, and when
 * practice time is moved. It takes the slots in random order, so that several instances seldom meet.
 */
@Component
class Tick implements SmartLifecycle, DueWork {

    private static final Logger log = LoggerFactory.getLogger(Tick.class);

    private final Enrollments enrollments;
    private final Advancing advancing;
    private final Approvals approvals;
    private final Steering steering;
    private final DueBell bell;
    private final TimerSettings settings;
    private final Clock clock;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    Tick(
            Enrollments enrollments,
            Advancing advancing,
            Approvals approvals,
            Steering steering,
            DueBell bell,
            TimerSettings settings,
            Clock clock) {
        this.enrollments = enrollments;
        this.advancing = advancing;
        this.approvals = approvals;
        this.steering = steering;
        this.bell = bell;
        this.settings = settings;
        this.clock = clock;
    }

    private void tickForever() {
        while (running) {
            try {
                bell.await(settings.tick().multipliedBy(5)); // a safety net should Quartz stand still
                doDue();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Due runs cannot be looked at just now; next look in {}. {}", settings.tick(), e.toString());
            }
        }
    }

    /** Everything that is due now, until nothing is. */
    private void doDue() {
        steering.finishResumptions();
        Instant now = clock.instant();
        if (enrollments.nextDue().filter(due -> !due.isAfter(now)).isEmpty()) {
            return;
        }
        approvals.decideOverdue(now);
        Duration spread = spread(now);
        List<Integer> slots =
                new ArrayList<>(IntStream.range(0, Enrollment.SLOTS).boxed().toList());
        Collections.shuffle(slots);
        for (int slot : slots) {
            List<Stored<Enrollment>> due = enrollments.due(slot, now, settings.batch());
            while (!due.isEmpty() && running) {
                advancing.advance(due, spread);
                due = enrollments.due(slot, now, settings.batch());
            }
        }
    }

    /** Many at once are spread, so that neither the relay nor the readers' servers are flooded; a few go at once. */
    private Duration spread(Instant now) {
        long due = enrollments.countDue(now, settings.mass() * 100L);
        return due <= settings.mass() ? Duration.ZERO : settings.spreadEach().multipliedBy(due);
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
