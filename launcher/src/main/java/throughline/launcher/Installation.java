package throughline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import throughline.launcher.door.FrontDoor;
import throughline.launcher.door.Service;
import throughline.launcher.kafka.KafkaBroker;
import throughline.launcher.kafka.KafkaJars;
import throughline.launcher.mongod.Mongod;
import throughline.launcher.mongod.MongodBinary;
import throughline.launcher.process.Home;
import throughline.launcher.process.Ports;
import throughline.launcher.process.Progress;
import throughline.launcher.process.Supervisor;
import throughline.launcher.sink.SmtpSink;

/**
 * All processes of one running Throughline: MongoDB and Kafka unless the environment names others, the SMTP sink unless it
 * names a relay, and the applications, in one process or in one per service behind the front door.
 */
public final class Installation implements AutoCloseable {

    /** How the four services are spread over processes. */
    public enum Shape {
        STANDALONE,
        FOUR_PROCESSES,
        /** Two senders of mail, so that one takes over what the other held. */
        NOTIFICATION_TWICE,
        EACH_SERVICE_TWICE;

        int instancesOf(Service service) {
            return switch (this) {
                case STANDALONE -> 0;
                case FOUR_PROCESSES -> 1;
                case NOTIFICATION_TWICE -> service == Service.NOTIFICATION ? 2 : 1;
                case EACH_SERVICE_TWICE -> 2;
            };
        }
    }

    private final Path root;
    private final StartSettings settings;
    private final Progress progress;
    private final Home home;
    private final Ports ports;
    private final Supervisor supervisor;
    private final Map<String, String> environment;
    private final int port;
    private final String url;
    private final String firstSignIn = Secrets.next();
    private @Nullable SmtpSink sink;
    private @Nullable FrontDoor door;

    private Installation(Path root, Map<String, String> environment, Progress progress) {
        this.root = root;
        this.settings = StartSettings.of(environment);
        this.progress = progress;
        this.home = Home.at(settings.home());
        this.supervisor = Supervisor.of(home, progress);
        this.ports = new Ports(home);
        this.environment = new ConcurrentHashMap<>(environment);
        this.port = settings.port() == 0 ? ports.port("http") : settings.port();
        this.url = settings.url().isEmpty() ? "http://localhost:" + port : settings.url();
    }

    /**
     * Takes the home and ends what a killed start has left there; nothing runs yet.
     *
     * @param root of the project, where the built jars are
     * @param environment as documented by {@code ./throughline help}; given to the applications as well
     * @throws CannotStart if another installation uses the home, or a value makes no sense
     */
    public static Installation in(Path root, Map<String, String> environment, Progress progress) {
        return new Installation(root, environment, progress);
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws CannotStart with one sentence for the person; what did start must still be stopped by {@link #close}
     */
    public void start(Shape shape) {
        if (!Ports.isFree(port)) {
            throw new CannotStart(
                    "Port " + port + " is taken by another program: set THROUGHLINE_PORT to a free one.",
                    CannotStart.CONFIGURATION);
        }
        var jars = modules(shape);
        together(List.of(
                this::startMongod,
                this::startKafka,
                () -> jars.forEach(module -> new AppJar(root, module).unpacked())));
        startSink();
        environment.put("THROUGHLINE_HOME", home.directory().toString());
        environment.put("THROUGHLINE_URL", url);
        environment.put("THROUGHLINE_FIRST_SIGN_IN", firstSignIn);
        if (shape == Shape.STANDALONE) {
            environment.putIfAbsent("SERVER_ADDRESS", settings.listenOn());
            supervisor.start(application("application", "standalone", port).child(environment));
        } else {
            startServices(shape);
        }
    }

    private static List<String> modules(Shape shape) {
        return shape == Shape.STANDALONE
                ? List.of("standalone")
                : List.of(Service.values()).stream().map(Installation::module).toList();
    }

    private static String module(Service service) {
        return service.id() + "-service";
    }

    private void startMongod() {
        if (StartSettings.value(environment, "MONGODB_URI", "").isEmpty()) {
            var mongod = new Mongod(MongodBinary.find(environment, progress), home, ports.port("mongod"));
            supervisor.start(mongod.child());
            environment.put("MONGODB_URI", mongod.uri("throughline"));
        }
    }

    private void startKafka() {
        if (StartSettings.value(environment, "KAFKA_BOOTSTRAP_SERVERS", "").isEmpty()) {
            var broker = new KafkaBroker(KafkaJars.folder(), home, ports.port("kafka"), ports.port("kafka-controller"));
            supervisor.start(broker.child());
            environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        }
    }

    private void startSink() {
        if (StartSettings.value(environment, "SMTP_HOST", "").isEmpty()) {
            var folder = home.folder("mailbox");
            sink = SmtpSink.open(folder, ports.port("smtp"), Clock.systemUTC());
            environment.putAll(Map.of(
                    "SMTP_HOST",
                    "127.0.0.1",
                    "SMTP_PORT",
                    Integer.toString(sink.port()),
                    "SMTP_TLS",
                    "none",
                    "SMTP_USERNAME",
                    "",
                    "SMTP_PASSWORD",
                    "",
                    "THROUGHLINE_SINK_DIRECTORY",
                    folder.toString()));
        }
    }

    /** With two of each, services reach one another through the front door, which passes over the dead one. */
    private void startServices(Shape shape) {
        environment.put("THROUGHLINE_SERVICE_KEY", Secrets.next());
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("TRUSTED_PROXIES", String.join(",", withLoopback()));
        var all = new EnumMap<Service, List<Application>>(Service.class);
        for (var service : Service.values()) {
            var applications = new ArrayList<Application>();
            int instances = shape.instancesOf(service);
            for (int i = 1; i <= instances; i++) {
                var name = service.id() + (i == 1 ? "" : "-" + i);
                applications.add(application(name, module(service), ports.port(name)));
            }
            all.put(service, applications);
            var peer = instances == 1 ? applications.getFirst().address().toString() : "http://127.0.0.1:" + port;
            environment.put("THROUGHLINE_SERVICES_" + service.name(), peer);
        }
        var addresses = new EnumMap<Service, List<URI>>(Service.class);
        all.forEach((service, applications) -> addresses.put(
                service, applications.stream().map(Application::address).toList()));
        door = FrontDoor.open(settings.listenOn(), port, addresses, settings.trustedProxies());
        together(all.values().stream()
                .flatMap(List::stream)
                .map(application -> (Runnable) () -> supervisor.start(application.child(environment)))
                .toList());
    }

    private List<String> withLoopback() {
        var trusted = new ArrayList<>(settings.trustedProxies());
        trusted.add("127.0.0.1");
        return trusted.stream().distinct().sorted().toList();
    }

    private Application application(String name, String module, int at) {
        return new Application(name, new AppJar(root, module).unpacked(), home, at);
    }

    private static void together(List<Runnable> steps) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(steps.stream()
                            .map(step -> CompletableFuture.runAsync(step, threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotStart refusal ? refusal : e;
        }
    }

    public String url() {
        return url;
    }

    /** Signs the owner in while no password is set. */
    public String signInLink() {
        return url + "/sign-in?first=" + firstSignIn;
    }

    public Path home() {
        return home.directory();
    }

    public boolean hasSink() {
        return sink != null;
    }

    /** Waits until an application refuses its configuration; for ever, if none does. */
    public CannotStart awaitRefusal() {
        return supervisor.awaitRefusal();
    }

    /** Stops everything: the front door and the applications, the sink, Kafka, MongoDB; at most about 35 s. */
    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
        supervisor.close();
        try {
            if (sink != null) {
                sink.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
