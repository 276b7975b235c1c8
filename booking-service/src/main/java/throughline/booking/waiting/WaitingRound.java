package throughline.booking.waiting;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import throughline.booking.calendar.Calendars;
import throughline.clock.DueWork;
import throughline.contract.PractitionerId;

/** One thread per instance that looks after the waiting lists: when something changed, when the clock is moved, and once a second. */
@Component
class WaitingRound implements SmartLifecycle, DueWork {

    private static final long LOOK = 1;
    private static final Logger log = LoggerFactory.getLogger(WaitingRound.class);

    private final WaitingLists lists;
    private final WaitingOffers offers;
    private final Calendars calendars;
    private final Clock clock;
    private final Semaphore rung = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    WaitingRound(WaitingLists lists, WaitingOffers offers, Calendars calendars, Clock clock) {
        this.lists = lists;
        this.offers = offers;
        this.calendars = calendars;
        this.clock = clock;
    }

    private void goRound() {
        while (running) {
            try {
                if (rung.tryAcquire(LOOK, TimeUnit.SECONDS)) {
                    rung.drainPermits();
                }
                calendars.letLapse(lists.awaited());
                for (PractitionerId practitioner : lists.withWork(clock.instant())) {
                    offers.work(practitioner);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("The waiting lists cannot be looked at just now; next look in {} s. {}", LOOK, e.toString());
            }
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        return Stream.concat(lists.nextEnd().stream(), holdEnds()).min(Comparator.naturalOrder());
    }

    /** A form's hold that lapses may leave its time to somebody who waits. */
    private Stream<Instant> holdEnds() {
        return lists.awaited().stream().flatMap(practitioner -> calendars.holdEnds(practitioner).stream());
    }

    @Override
    public boolean settled(Instant now) {
        return lists.withWork(now).isEmpty() && holdEnds().allMatch(now::isBefore);
    }

    @Override
    public void wake() {
        rung.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("booking-waiting").start(this::goRound);
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
