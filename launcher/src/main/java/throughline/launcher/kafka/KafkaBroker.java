package throughline.launcher.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import throughline.launcher.CannotStart;
import throughline.launcher.process.Child;
import throughline.launcher.process.Home;
import throughline.launcher.process.Tier;

/**
 * A Kafka broker of our own: one JVM that is broker and controller, loopback only, its files in {@code <home>/kafka}.
 * About 220 MB resident.
 *
 * @param jars the folder of the broker's jars, see {@link KafkaJars}
 */
public record KafkaBroker(Path jars, Home home, int port, int controllerPort) {

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Writes the settings, formats the storage where it is new (about 1.5 s), and answers how to run the broker. */
    public Child child() {
        try {
            var folder = home.folder("kafka");
            var properties = Files.writeString(folder.resolve("server.properties"), settings(folder));
            var logging = Files.writeString(folder.resolve("log4j2.xml"), LOGGING);
            var arguments = Files.writeString(folder.resolve("java.args"), javaArguments(logging));
            format(folder, arguments, properties);
            return new Child(
                    "kafka",
                    Tier.BROKER,
                    java(arguments, "kafka.Kafka", properties.toString()),
                    Map.of(),
                    new ApiVersionsProbe(port)::answers,
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(10));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String settings(Path folder) {
        return SETTINGS.replace("$PORT", Integer.toString(port))
                .replace("$CONTROLLER", Integer.toString(controllerPort))
                .replace("$DATA", folder.resolve("data").toString());
    }

    /** In a file of their own: a class path of fifty jars would hide everything else on the command line. */
    private String javaArguments(Path logging) throws IOException {
        try (var files = Files.list(jars)) {
            var classPath = String.join(
                    ":",
                    files.map(Path::toString)
                            .filter(name -> name.endsWith(".jar"))
                            .sorted()
                            .toList());
            return String.join(
                    "\n",
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dlog4j2.configurationFile=\"" + logging + "\"",
                    "-cp",
                    "\"" + classPath + "\"",
                    "");
        }
    }

    private static List<String> java(Path arguments, String... more) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments));
        command.addAll(List.of(more));
        return command;
    }

    private static void format(Path folder, Path arguments, Path properties) throws IOException {
        var done = folder.resolve("formatted");
        if (Files.exists(done)) {
            return;
        }
        var log = folder.resolve("format.log");
        var process = new ProcessBuilder(java(
                        arguments,
                        "kafka.tools.StorageTool",
                        "format",
                        "--ignore-formatted",
                        "-t",
                        clusterId(folder),
                        "-c",
                        properties.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new CannotStart("Kafka's storage could not be formatted; why is in " + log + ".");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka's storage was formatted", e);
        }
        Files.createFile(done);
    }

    /** 16 random bytes as 22 characters; kept, because formatting again after a kill in the middle must name the same cluster. */
    private static String clusterId(Path folder) throws IOException {
        var file = folder.resolve("cluster-id");
        if (Files.notExists(file)) {
            var bytes = new byte[16];
            ThreadLocalRandom.current().nextBytes(bytes);
            bytes[0] &= 0x7f; // a leading '-' would be read as an option
            var draft = Files.writeString(
                    folder.resolve("cluster-id.draft"),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            Files.move(draft, file);
        }
        return Files.readString(file);
    }

    /** Settings of a single node that is back within seconds after a kill; the last six were measured (without them a restart waits 11 to 14 s). */
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:$CONTROLLER
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:$PORT,CONTROLLER://127.0.0.1:$CONTROLLER
            advertised.listeners=PLAINTEXT://127.0.0.1:$PORT
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=$DATA
            auto.create.topics.enable=false
            log.retention.hours=336
            log.segment.bytes=67108864
            log.index.size.max.bytes=1048576
            num.network.threads=2
            num.io.threads=4
            offsets.topic.num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            log.cleaner.dedupe.buffer.size=4194304
            controller.quorum.election.timeout.ms=200
            controlled.shutdown.enable=true
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            """;

    private static final String LOGGING = """
            <Configuration status="WARN">
              <Appenders><Console name="out"><PatternLayout pattern="%d{ISO8601} %p %c{1.} %m%n"/></Console></Appenders>
              <Loggers><Root level="WARN"><AppenderRef ref="out"/></Root></Loggers>
            </Configuration>
            """;
}
