package throughline.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 5_000;

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
                "-XX:CompileThresholdScaling=0.1",
                // without the next two, each step of growth is a full collection that holds every request for up to a
                // third of a second (decision 9)
                "-XX:ReservedCodeCacheSize=240m",
                "-XX:MetaspaceSize=160m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dthroughline.home=" + home.directory(),
                "-jar",
                jar.toString());
        return new Child(name, Tier.APPLICATION, command, all, this::isReady, PATIENCE, GRACE);
    }

    /** By hand: the JDK's HTTP client would cost the launcher a second of every start and 20 MB. */
    private boolean isReady() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream()
                    .write("GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var status =
                    new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return status.endsWith(" 200");
        }
    }
}
