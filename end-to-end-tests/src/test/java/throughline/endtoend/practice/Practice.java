package throughline.endtoend.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import throughline.launcher.Installation;
import throughline.launcher.Installation.Shape;
import throughline.testing.Isolation;

/**
 * A whole system, started as {@code ./throughline} starts it, with a simulated clock at {@link #BEGINNING}, a home and
 * ports of its own.
 */
public final class Practice implements AutoCloseable {

    /** A Tuesday, 4 in the morning in Los Angeles. */
    public static final Instant BEGINNING = Instant.parse("2026-12-01T12:00:00Z");

    private static final Duration A_WALK = Duration.ofMinutes(3);

    private final Installation installation;
    private final Map<String, String> environment;
    private final Http http;
    private final Database database;
    private final Runnable forget;
    private String ownerSession = "";

    private Practice(Installation installation, Map<String, String> environment, String token, Runnable forget) {
        this.forget = forget;
        this.installation = installation;
        this.environment = environment;
        this.http = new Http(URI.create(installation.url()), token);
        this.database = new Database(environment.getOrDefault("MONGODB_URI", ""));
    }

    /** On the servers of this test run, with its own database and topics there. */
    public static Practice onSharedServers(Shape shape, Map<String, String> more) {
        var isolation = new Isolation("practice_" + UUID.randomUUID().toString().substring(0, 8));
        var environment = new HashMap<>(more);
        environment.put("MONGODB_URI", isolation.mongodbUri());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", throughline.testing.Infrastructure.kafka());
        environment.put("THROUGHLINE_TOPICS_PREFIX", isolation.topicsPrefix());
        return start(shape, isolation.home(), environment, () -> cleanUp(isolation));
    }

    private static void cleanUp(Isolation isolation) {
        try {
            var logs = isolation.home().resolve("logs");
            Files.move(logs, isolation.home().resolveSibling("logs-" + isolation.name()));
            isolation.cleanUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a mongod and a Kafka of its own, which may be killed. */
    public static Practice onOwnServers(Shape shape, Map<String, String> more) {
        try {
            var target =
                    Files.createDirectories(Path.of("target", "throughline").toAbsolutePath());
            var home = Files.createTempDirectory(target, "practice-");
            return start(shape, home, new HashMap<>(more), () -> deleteData(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The logs stay: they are what one looks at when a run has failed. */
    private static void deleteData(Path home) {
        for (var data : List.of("mongodb", "mongodb-remembered", "kafka")) {
            var folder = home.resolve(data);
            if (Files.exists(folder)) {
                try (var files = Files.walk(folder)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static Practice start(Shape shape, Path home, Map<String, String> more, Runnable forget) {
        var token = "owner-" + UUID.randomUUID();
        var environment = new HashMap<String, String>();
        System.getenv().forEach((name, value) -> {
            if (name.equals("PATH") || name.equals("HOME") || name.startsWith("XDG_")) {
                environment.put(name, value);
            }
        });
        environment.put("THROUGHLINE_HOME", home.toString());
        environment.put("THROUGHLINE_PORT", "0");
        environment.put("THROUGHLINE_CLOCK", "simulated:" + BEGINNING);
        environment.put("THROUGHLINE_API_TOKEN", token);
        environment.put("TRUSTED_PROXIES", "127.0.0.1");
        environment.putAll(more);
        var installation = Installation.in(root(), environment, said -> {});
        try {
            installation.start(shape);
            addOwnServers(environment, installation.home());
            return new Practice(installation, environment, token, forget);
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
    }

    /** The home remembers the ports of the servers that the installation started itself. */
    private static void addOwnServers(Map<String, String> environment, Path home) {
        var ports = new Properties();
        try (var file = Files.newInputStream(home.resolve("ports.properties"))) {
            ports.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.putIfAbsent(
                "MONGODB_URI",
                "mongodb://127.0.0.1:" + ports.getProperty("mongod") + "/throughline?replicaSet=throughline");
        environment.putIfAbsent("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.getProperty("kafka"));
    }

    private static Path root() {
        var root = System.getProperty("throughline.root");
        return root == null ? Path.of("..").toAbsolutePath().normalize() : Path.of(root);
    }

    public Http http() {
        return http;
    }

    public Mailbox mailbox() {
        return new Mailbox(http);
    }

    public Topics topics() {
        return new Topics(
                environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", ""),
                environment.getOrDefault("THROUGHLINE_TOPICS_PREFIX", ""));
    }

    public Database database() {
        return database;
    }

    public Reception reception() {
        return new Reception(http);
    }

    public Path home() {
        return installation.home();
    }

    /** Signs the owner in while no password is set. */
    public String signInLink() {
        return installation.signInLink();
    }

    /** Cookies of the owner's session; claims the practice by the one-time link at the first call. */
    public synchronized String ownerSession() {
        if (ownerSession.isEmpty()) {
            var page = new Page(http.get(signInLink()).send());
            var entered = page.submit(
                    http, signInLink(), Map.of("username", "mira@practice.example", "password", "seven quiet otters"));
            ownerSession = entered.headers().getOrDefault("set-cookie", List.of()).stream()
                    .map(cookie -> cookie.replaceFirst(";.*", ""))
                    .collect(Collectors.joining("; "));
        }
        return ownerSession;
    }

    public Instant now() {
        var answer = http.get("/dev/clock").send();
        wellAnswered(answer);
        return Instant.parse(answer.text("instant"));
    }

    /** Returns when everything due up to then has been handed to its worker. */
    public void clockTo(Instant instant) {
        wellAnswered(http.post("/dev/clock")
                .json(Map.of("instant", instant.toString()))
                .patience(A_WALK)
                .send());
    }

    /** @param period ISO 8601, {@code P3D} or {@code PT2H} */
    public void advance(String period) {
        wellAnswered(http.post("/dev/clock")
                .json(Map.of("advance", period))
                .patience(A_WALK)
                .send());
    }

    private static void wellAnswered(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("the clock answers " + answer);
        }
    }

    @Override
    public void close() {
        database.close();
        installation.close();
        forget.run();
    }
}
