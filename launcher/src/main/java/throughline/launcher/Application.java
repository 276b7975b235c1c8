package throughline.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.launcher.process.Child;
import throughline.launcher.process.Home;
import throughline.launcher.process.Tier;

/**
 * One application process: standalone, or an instance of a service.
 *
 * @param name {@code application}, {@code booking}, {@code booking-2} …
 * @param jar unpacked, see {@link AppJar}
 */
record Application(String name, Path jar, Home home, int port) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Child child(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("THROUGHLINE_PORT", Integer.toString(port));
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dthroughline.home=" + home.directory(),
                "-jar",
                jar.toString());
        return new Child(name, Tier.APPLICATION, command, all, this::isReady, PATIENCE, GRACE);
    }

    private boolean isReady() throws IOException {
        var request = HttpRequest.newBuilder(address().resolve("/health/ready"))
                .timeout(ANSWER)
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
