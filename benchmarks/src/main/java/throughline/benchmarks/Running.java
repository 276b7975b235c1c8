package throughline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import throughline.launcher.Installation;
import throughline.launcher.process.Progress;

/** A system that was started for a measurement, with nothing of the caller's environment that would change it. */
final class Running implements AutoCloseable {

    static final String TOKEN = "benchmark-token-of-sufficient-length";

    private final Installation installation;

    private Running(Installation installation) {
        this.installation = installation;
    }

    static Running start(Path root, Path home, Map<String, String> more, Progress progress) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment
                .keySet()
                .removeIf(name -> name.startsWith("THROUGHLINE_")
                        || name.startsWith("SMTP_")
                        || name.equals("MONGODB_URI")
                        || name.equals("KAFKA_BOOTSTRAP_SERVERS"));
        environment.put("THROUGHLINE_HOME", home.toString());
        environment.put("THROUGHLINE_PORT", Integer.toString(freePort()));
        environment.put("THROUGHLINE_API_TOKEN", TOKEN);
        environment.put("THROUGHLINE_BOOKING_POSTS_PER_ADDRESS", "1000000"); // all come from one
        environment.putAll(more);
        Installation installation = Installation.in(root, environment, progress);
        installation.start(Installation.Shape.STANDALONE);
        return new Running(installation);
    }

    String url() {
        return installation.url();
    }

    Path home() {
        return installation.home();
    }

    @Override
    public void close() {
        installation.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
