package throughline.booking.slot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rules of a call type; what is not stated is the plainest. */
final class Rules {
    private int duration = 30;
    private int step = 30;
    private int buffers;
    private Duration notice = Duration.ZERO;
    private int window = 60;
    private @Nullable Integer perDay;
    private @Nullable Integer perWeek;
    private int capacity = 1;
    private @Nullable Integer busy;

    Rules duration(int minutes) {
        duration = minutes;
        return this;
    }

    Rules step(int minutes) {
        step = minutes;
        return this;
    }

    Rules buffers(int minutes) {
        buffers = minutes;
        return this;
    }

    Rules notice(Duration time) {
        notice = time;
        return this;
    }

    Rules window(int days) {
        window = days;
        return this;
    }

    Rules perDay(int calls) {
        perDay = calls;
        return this;
    }

    Rules perWeek(int calls) {
        perWeek = calls;
        return this;
    }

    Rules capacity(int people) {
        capacity = people;
        return this;
    }

    Rules busy(int percent) {
        busy = percent;
        return this;
    }

    SlotRules build() {
        return new SlotRules(
                "call",
                Duration.ofMinutes(duration),
                Duration.ofMinutes(step),
                Duration.ofMinutes(buffers),
                Duration.ofMinutes(buffers),
                notice,
                window,
                perDay,
                perWeek,
                capacity,
                busy);
    }
}
