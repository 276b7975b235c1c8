package throughline.booking.round;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Goes the rounds, each on a thread of its own, as long as the application runs. */
@Component
class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final List<Round> rounds;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Rounds(List<Round> rounds) {
        this.rounds = rounds;
    }

    @Override
    public synchronized void start() {
        running = true;
        for (Round round : rounds) {
            threads.add(
                    Thread.ofVirtual().name(round.getClass().getSimpleName()).start(() -> again(round)));
        }
    }

    private void again(Round round) {
        while (running) {
            try {
                round.go();
            } catch (RuntimeException e) {
                log.warn(
                        "{} failed and will be tried again in {}.",
                        round.getClass().getSimpleName(),
                        round.every(),
                        e);
            }
            if (running) {
                LockSupport.parkNanos(round.every().toNanos());
            }
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        threads.forEach(LockSupport::unpark);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
