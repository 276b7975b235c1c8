package throughline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /**
     * Everything is built first, then the modules' tests and those of the running system share the machine: each of them waits
     * for a server half of its time. The kills come last, by themselves.
     */
    private int verify(Supervisor supervisor, Home home) throws IOException {
        var before = Files.getLastModifiedTime(home.directory());
        var servers =
                StartSettings.value(environment, "THROUGHLINE_TEST_INFRA", "").equals("containers")
                        ? Map.<String, String>of()
                        : servers(supervisor, home);
        try {
            int built = maven(servers, "--threads", "2", "-DskipTests", "-Dcyclonedx.skip", "verify")
                    .waitFor();
            return built == 0 ? tests(servers, before) : built;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private int tests(Map<String, String> servers, FileTime before) throws IOException, InterruptedException {
        var modules = builtMaven(servers, "--threads", "2", "surefire:test@default-test");
        var running = runningSystem(servers, "default");
        var codes = IntStream.builder().add(modules.waitFor()).add(running.waitFor());
        codes.add(runningSystem(servers, "kills").waitFor());
        progress.say(TestTotals.since(before, root).toString());
        return codes.build().filter(code -> code != 0).findFirst().orElse(0);
    }

    /** @param execution of Failsafe, see the module's pom */
    private Process runningSystem(Map<String, String> servers, String execution) throws IOException {
        return builtMaven(
                servers,
                "--projects",
                "end-to-end-tests",
                "--also-make",
                "failsafe:integration-test@" + execution,
                "failsafe:verify@default");
    }

    /** On what is built already. Maven finds the modules' classes only in a run that has come to the phase {@code compile}. */
    private Process builtMaven(Map<String, String> servers, String... arguments) throws IOException {
        var all = Stream.concat(
                Stream.of("-Dmaven.main.skip", "-Dspotless.check.skip", "-Denforcer.skip", "compile"),
                Stream.of(arguments));
        return maven(servers, all.toArray(String[]::new));
    }

    private Process maven(Map<String, String> servers, String... arguments) throws IOException {
        var command = Stream.concat(
                        Stream.of(root.resolve("mvnw").toString(), "--batch-mode", "--fail-at-end"),
                        Stream.of(arguments))
                .toList();
        var maven = new ProcessBuilder(command).directory(root.toFile()).inheritIO();
        maven.environment().putAll(servers);
        var process = maven.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
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
