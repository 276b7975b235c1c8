package throughline.launcher.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process to be kept running.
 *
 * @param name names its pid file and its log
 * @param command must contain the home's path: by this a stale process is known as our own
 * @param environment added to the inherited one
 * @param ready asked every 200 ms until it answers true; an {@code IOException} counts as not yet
 * @param patience how long it may take to be ready for the first time
 * @param grace how long it may take to stop before it is killed
 */
public record Child(
        String name,
        Tier tier,
        List<String> command,
        Map<String, String> environment,
        Readiness ready,
        Duration patience,
        Duration grace) {

    public Child {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Answers whether the process can be used now. */
    @FunctionalInterface
    public interface Readiness {
        boolean check() throws IOException;
    }
}
