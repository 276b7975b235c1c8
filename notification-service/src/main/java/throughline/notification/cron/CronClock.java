package throughline.notification.cron;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.clock.DueWork;

/**
 * Runs what is due:
 *
 * <ol>
 *   <li>Beginning with the newest nominal time anybody has taken, list those that have come since.
 *   <li>Write down all but the newest as passed: one run after an outage makes up for them.
 *   <li>Insert the newest; whoever succeeds runs it, the others do nothing.
 * </ol>
 *
 * A clock that is set back finds the later nominal time taken, and runs nothing again.
 */
@Component
class CronClock implements DueWork {

    private static final int MOST_PASSED = 400;
    private static final Logger log = LoggerFactory.getLogger(CronClock.class);

    private final List<CronJob> jobs;
    private final CronRuns runs;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();

    CronClock(List<CronJob> jobs, CronRuns runs, Clock clock) {
        this.jobs = List.copyOf(jobs);
        this.runs = runs;
        this.clock = clock;
    }

    /** A job as staff see it. */
    record Standing(String name, Instant next, CronRuns.@Nullable Run last) {}

    List<Standing> standings() {
        return jobs.stream()
                .map(job -> {
                    CronRuns.@Nullable Run last = runs.last(job.name()).orElse(null);
                    return new Standing(
                            job.name(), job.nextAfter(last == null ? clock.instant() : last.nominal()), last);
                })
                .toList();
    }

    /** Everything that is due now; one look at a time in a process. */
    void look() {
        if (!looking.tryLock()) {
            return;
        }
        try {
            for (CronJob job : jobs) {
                look(job, clock.instant());
            }
        } finally {
            looking.unlock();
        }
    }

    private void look(CronJob job, Instant now) {
        runs.abandoned(job.name()).ifPresent(nominal -> run(job, nominal, now));
        Optional<CronRuns.Run> last = runs.last(job.name());
        if (last.isEmpty()) {
            runs.pass(job.name(), now, now);
            return;
        }
        List<Instant> due = new ArrayList<>();
        Instant next = job.nextAfter(last.get().nominal());
        while (!next.isAfter(now)) {
            due.add(next);
            next = job.nextAfter(next);
        }
        if (due.isEmpty()) {
            return;
        }
        due.subList(Math.max(0, due.size() - 1 - MOST_PASSED), due.size() - 1)
                .forEach(passed -> runs.pass(job.name(), passed, now));
        run(job, due.getLast(), now);
    }

    private void run(CronJob job, Instant nominal, Instant now) {
        if (!runs.take(job.name(), nominal, now)) {
            return;
        }
        try {
            String result = job.run(nominal);
            runs.finish(job.name(), nominal, clock.instant(), true, result);
            log.info("Job '{}' of {} has run: {}.", job.name(), nominal, result);
        } catch (RuntimeException e) {
            runs.finish(
                    job.name(), nominal, clock.instant(), false, e.getClass().getSimpleName());
            log.error(
                    "Job '{}' of {} has failed; its next time is {}.", job.name(), nominal, job.nextAfter(nominal), e);
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        return jobs.stream()
                .filter(CronJob::isAwaited)
                .flatMap(job -> runs.last(job.name()).map(last -> job.nextAfter(last.nominal())).stream())
                .min(Instant::compareTo);
    }

    @Override
    public boolean settled(Instant now) {
        return !looking.isLocked() && nextDue().filter(due -> !due.isAfter(now)).isEmpty();
    }

    @Override
    public void wake() {
        Thread.ofVirtual().name("notification-cron").start(this::look);
    }
}
