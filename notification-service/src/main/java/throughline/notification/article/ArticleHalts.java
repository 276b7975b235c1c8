package throughline.notification.article;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import throughline.clock.MachineTime;
import throughline.notification.delivery.Halts;

/** Which articles senders must leave alone; remembered for a second, because it is asked with each batch. */
@Component
class ArticleHalts implements Halts {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST_REMEMBERED = 1_000;

    private final FanOuts fanOuts;
    private final MachineTime machine;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ArticleHalts(FanOuts fanOuts, MachineTime machine) {
        this.fanOuts = fanOuts;
        this.machine = machine;
    }

    private record Known(Halt halt, long asked) {}

    @Override
    public Halt of(String because) {
        Known last = known.get(because);
        if (last != null && machine.nanos() - last.asked() < REMEMBERED.toNanos()) {
            return last.halt();
        }
        if (known.size() >= MOST_REMEMBERED) {
            known.clear();
        }
        long now = machine.nanos();
        Halt halt = fanOuts.find(because)
                .map(fanOut -> switch (fanOut.halted()) {
                    case NO -> Halt.NONE;
                    case PAUSED -> Halt.PAUSED;
                    case STOPPED -> Halt.STOPPED;
                })
                .orElse(Halt.NONE);
        known.put(because, new Known(halt, now));
        return halt;
    }
}
