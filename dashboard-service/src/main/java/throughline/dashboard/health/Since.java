package throughline.dashboard.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import throughline.service.Light;

/** Since when a light that is measured here has been as it is; remembered in memory, so a restart begins anew. */
@Component
class Since {

    private record Known(Light.State state, Instant since) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Clock clock;

    Since(Clock clock) {
        this.clock = clock;
    }

    Light light(String name, Light.State state, String reason) {
        Known now = known.compute(
                name,
                (n, before) -> before != null && before.state() == state ? before : new Known(state, clock.instant()));
        return new Light(name, state, now.since(), reason);
    }
}
