package throughline.dashboard.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How often in a row a service did not answer. One missed answer may be a busy machine and means "not measured"; the second one
 * in a row, ten seconds later, means that it has stopped.
 */
@Component
class Silences {

    private static final int STOPPED = 2;

    private final Map<String, Integer> misses = new ConcurrentHashMap<>();

    /** Takes note of one look; answers whether the service has to be taken for stopped. */
    boolean stopped(String service, boolean answered) {
        if (answered) {
            misses.remove(service);
            return false;
        }
        return misses.merge(service, 1, Integer::sum) >= STOPPED;
    }
}
