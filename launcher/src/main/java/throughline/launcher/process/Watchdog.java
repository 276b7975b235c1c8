package throughline.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Ends our processes when the supervisor is killed by a signal it cannot see: a small shell reads a pipe that closes when
 * the supervisor is gone. Without it, a killed supervisor would leave a database and a broker running until its next start.
 */
final class Watchdog implements AutoCloseable {

    private final Writer pipe;

    private Watchdog(Writer pipe) {
        this.pipe = pipe;
    }

    static Watchdog over(Home home) {
        try (var script = Objects.requireNonNull(Watchdog.class.getResourceAsStream("watchdog.sh"))) {
            var text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            var process = new ProcessBuilder(Detached.command(List.of(
                            "bash",
                            "-c",
                            text,
                            "throughline-watchdog",
                            home.directory().toString())))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Watchdog(process.outputWriter(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void watch(long pid) {
        say("+ " + pid);
    }

    void forget(long pid) {
        say("- " + pid);
    }

    private synchronized void say(String line) {
        try {
            pipe.write(line + "\n");
            pipe.flush();
        } catch (IOException e) {
            // somebody killed the watchdog: we go on without it, and the next start ends what it would have ended
            return;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        pipe.close();
    }
}
