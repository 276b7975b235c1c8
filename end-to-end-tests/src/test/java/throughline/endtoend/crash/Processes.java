package throughline.endtoend.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import throughline.endtoend.practice.Http;
import throughline.endtoend.practice.NoAnswer;

/** The processes of one home, by the names of their pid files. Only these are ever touched. */
record Processes(Path home) {

    private static final Set<String> SERVERS = Set.of("mongod", "kafka");

    /** The processes whose command line still says that they belong to this home. */
    Optional<Long> pid(String name) {
        var file = home.resolve("pids").resolve(name + ".pid");
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            var command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            return command.contains(home.toString()) ? Optional.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException gone) {
            return Optional.empty();
        }
    }

    /** Whether it can be used: a service says that it is ready, a server takes connections. */
    boolean answers(String name) {
        int port = port(name);
        return SERVERS.contains(name) ? takesConnections(port) : isReady(port);
    }

    private int port(String name) {
        var ports = new Properties();
        try (var file = Files.newInputStream(home.resolve("ports.properties"))) {
            ports.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Integer.parseInt(ports.getProperty(name));
    }

    private static boolean takesConnections(int port) {
        try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean isReady(int port) {
        try {
            return new Http(URI.create("http://127.0.0.1:" + port), "")
                            .get("/health/ready")
                            .patience(Duration.ofSeconds(2))
                            .send()
                            .status()
                    == 200;
        } catch (NoAnswer notYet) {
            return false;
        }
    }

    /** By SIGKILL, also when it is stopped. */
    boolean kill(String name) {
        return signal("KILL", name);
    }

    boolean pause(String name) {
        return signal("STOP", name);
    }

    boolean resume(String name) {
        return signal("CONT", name);
    }

    private boolean signal(String signal, String name) {
        return pid(name).map(pid -> signal(signal, pid)).orElse(false);
    }

    private static boolean signal(String signal, long pid) {
        try {
            return new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(pid)))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
