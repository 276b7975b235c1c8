package throughline.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import throughline.launcher.CannotStart;

/**
 * Free ports on the loopback address, remembered by name in the home.
 *
 * <p>They are drawn from below the range of outgoing connections (32768 on Linux): a client that tries again and again to
 * reach a dead server inside that range may in the end connect to itself, and then the server cannot have its port back.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private final Path file;
    private final Properties known = new Properties();

    public Ports(Home home) {
        this.file = home.directory().resolve("ports.properties");
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                known.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new CannotStart(
                        "The file " + file + " cannot be read: delete it, and new ports will be chosen.", e);
            }
        }
    }

    /** The port that name had the last time, or a new one where another process has taken that in the meantime. */
    public synchronized int port(String name) {
        int remembered = remembered(name);
        if (remembered > 0 && isFree(remembered)) {
            return remembered;
        }
        for (int tries = 0; tries < 1000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (!known.containsValue(Integer.toString(port)) && isFree(port)) {
                known.setProperty(name, Integer.toString(port));
                save();
                return port;
            }
        }
        throw new CannotStart("No free port was found between " + FIRST + " and " + END + ".");
    }

    private int remembered(String name) {
        try {
            return Integer.parseInt(known.getProperty(name, "0"));
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private void save() {
        var draft = file.resolveSibling("ports.properties.draft");
        try {
            try (var out = Files.newBufferedWriter(draft)) {
                known.store(out, null);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
