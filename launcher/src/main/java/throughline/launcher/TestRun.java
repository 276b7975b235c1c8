package throughline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import throughline.launcher.kafka.KafkaBroker;
import throughline.launcher.kafka.KafkaJars;
import throughline.launcher.mongod.Mongod;
import throughline.launcher.mongod.MongodBinary;
import throughline.launcher.process.Home;
import throughline.launcher.process.Ports;
import throughline.launcher.process.Progress;
import throughline.launcher.process.Supervisor;

/** Every test of every module on one mongod and one Kafka, started for this run only, and the totals at the end. */
record TestRun(Path root, Map<String, String> environment, Progress progress) {

    /** Maven's exit code. */
    int run() {
        try {
            var folder = Files.createTempDirectory("throughline-test-");
            var supervisor = Supervisor.of(Home.at(folder), progress);
            var stop = new Thread(() -> {
                supervisor.close();
                delete(folder);
            });
            Runtime.getRuntime().addShutdownHook(stop);
            return verify(supervisor, Home.at(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int verify(Supervisor supervisor, Home home) throws IOException {
        var before = Files.getLastModifiedTime(home.directory());
        var maven = new ProcessBuilder(root.resolve("mvnw").toString(), "--fail-at-end", "--threads", "2", "verify")
                .directory(root.toFile())
                .inheritIO();
        if (!StartSettings.value(environment, "THROUGHLINE_TEST_INFRA", "").equals("containers")) {
            maven.environment().putAll(servers(supervisor, home));
        }
        var process = maven.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            int code = process.waitFor();
            progress.say(TestTotals.since(before, root).toString());
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Map<String, String> servers(Supervisor supervisor, Home home) {
        var ports = new Ports(home);
        var mongodb = StartSettings.value(environment, "MONGODB_URI", "");
        if (mongodb.isEmpty()) {
            var mongod = new Mongod(MongodBinary.find(environment, progress), home, ports.port("mongod"));
            supervisor.start(mongod.child());
            mongodb = mongod.uri("test");
        }
        var kafka = StartSettings.value(environment, "KAFKA_BOOTSTRAP_SERVERS", "");
        if (kafka.isEmpty()) {
            var broker = new KafkaBroker(KafkaJars.folder(), home, ports.port("kafka"), ports.port("kafka-controller"));
            supervisor.start(broker.child());
            kafka = broker.bootstrapServers();
        }
        return Map.of("MONGODB_URI", mongodb, "KAFKA_BOOTSTRAP_SERVERS", kafka);
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
