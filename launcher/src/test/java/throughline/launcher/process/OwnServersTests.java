package throughline.launcher.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.launcher.CannotStart;
import throughline.launcher.kafka.KafkaBroker;
import throughline.launcher.kafka.KafkaJars;
import throughline.launcher.mongod.Mongod;
import throughline.launcher.mongod.MongodBinary;

/** A real mongod and a real broker, killed without warning. */
class OwnServersTests {

    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void killedMongodComesBackWithItsData() {
        var home = Home.at(folder);
        var mongod = mongodIn(home);
        try (var supervisor = Supervisor.of(home, said::add)) {
            supervisor.start(mongod.child());
            insertACall(mongod);

            kill(pid(home, "mongod"));

            await("mongod again")
                    .atMost(20, SECONDS)
                    .untilAsserted(() -> assertThat(calls(mongod)).isEqualTo(1));
            assertThat(said).anyMatch(line -> line.startsWith("mongod ended (code 137) and will be started again"));
        }
        assertThat(Files.exists(home.pids().resolve("mongod.pid"))).isFalse();
    }

    @Test
    void databaseMovesAlongWhenItsPortIsTaken() {
        var home = Home.at(folder);
        var before = mongodIn(home);
        try (var supervisor = Supervisor.of(home, said::add)) {
            supervisor.start(before.child());
            insertACall(before);
        }

        var after = new Mongod(before.program(), home, new Ports(home).port("another"));
        try (var supervisor = Supervisor.of(home, said::add)) {
            supervisor.start(after.child());

            assertThat(calls(after)).isEqualTo(1);
        }
    }

    @Test
    void killedBrokerComesBackOnItsPort() throws IOException {
        var home = Home.at(folder);
        var ports = new Ports(home);
        var broker = new KafkaBroker(KafkaJars.folder(), home, ports.port("kafka"), ports.port("kafka-controller"));
        try (var supervisor = Supervisor.of(home, said::add)) {
            var child = broker.child();
            supervisor.start(child);
            long first = pid(home, "kafka");

            kill(first);

            await("broker again")
                    .atMost(30, SECONDS)
                    .ignoreExceptions()
                    .until(() -> pid(home, "kafka") != first && child.ready().check());
        }
    }

    @Test
    void nextStartEndsWhatAKilledSupervisorLeftBehind() throws Exception {
        var home = Home.at(folder);
        var orphan = new ProcessBuilder("sh", "-c", "sleep 300; : " + home.directory()).start();
        Files.writeString(home.pids().resolve("booking.pid"), Long.toString(orphan.pid()));

        Supervisor.of(home, said::add).close();

        assertThat(orphan.waitFor(1, SECONDS)).isTrue();
        assertThat(said).containsExactly("Ended what a killed start had left behind: booking");
    }

    @Test
    void strangerWithARecycledPidIsLeftAlone() throws Exception {
        var home = Home.at(folder);
        var stranger = new ProcessBuilder("sleep", "300").start();
        Files.writeString(home.pids().resolve("booking.pid"), Long.toString(stranger.pid()));

        try {
            Supervisor.of(home, said::add).close();

            assertThat(stranger.isAlive()).isTrue();
            assertThat(said).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void watchdogEndsTheChildrenOfAKilledSupervisor() throws Exception {
        var home = Home.at(folder);
        var watchdog = Watchdog.over(home);
        var child = new ProcessBuilder("sh", "-c", "sleep 300; : " + home.directory()).start();
        watchdog.watch(child.pid());

        watchdog.close(); // what the kernel does with the pipe of a killed process

        assertThat(child.waitFor(10, SECONDS)).isTrue();
    }

    @Test
    void twoSupervisorsNeverShareAHome() {
        var home = Home.at(folder);
        var first = Supervisor.of(home, said::add);
        try {
            assertThatThrownBy(() -> Supervisor.of(home, said::add))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("already runs in " + home.directory());
        } finally {
            first.close();
        }
    }

    @Test
    void anotherProcessCannotTakeAHomeInUse() throws Exception {
        var home = Home.at(folder);
        var first = Supervisor.of(home, said::add);
        try {
            var second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "throughline.launcher.Throughline",
                            "run")
                    .redirectErrorStream(true);
            second.environment().put("THROUGHLINE_HOME", folder.toString());
            var process = second.start();

            assertThat(process.inputReader().readLine())
                    .startsWith("Throughline cannot start. Throughline already runs in " + home.directory()
                            + " (process " + ProcessHandle.current().pid());
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            first.close();
        }
    }

    @Test
    void refusedConfigurationIsRelayedAndNeverTriedAgain() {
        var home = Home.at(folder);
        try (var supervisor = Supervisor.of(home, said::add)) {
            var nonsense = shell(home, "echo 'THROUGHLINE_ZONE is no zone: Mars/Olympus'; exit 78");

            assertThatThrownBy(() -> supervisor.start(nonsense))
                    .isInstanceOfSatisfying(
                            CannotStart.class,
                            refusal -> assertThat(refusal.exitCode()).isEqualTo(78))
                    .hasMessage("THROUGHLINE_ZONE is no zone: Mars/Olympus");
        }
        assertThat(folder.resolve("starts")).hasContent("x");
    }

    @Test
    void childThatAlwaysDiesIsGivenUpWithItsLastWords() {
        var home = Home.at(folder);
        try (var supervisor = Supervisor.of(home, said::add)) {
            assertThatThrownBy(() -> supervisor.start(shell(home, "echo 'no room left'; exit 1")))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("no room left");
        }
        assertThat(folder.resolve("starts")).hasContent("xxx");
    }

    @Test
    void portsAreRememberedUntilSomebodyElseHasThem() throws IOException {
        var home = Home.at(folder);
        int port = new Ports(home).port("kafka");

        assertThat(new Ports(home).port("kafka")).isEqualTo(port);
        try (var taken = new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(new Ports(home).port("kafka")).isNotEqualTo(taken.getLocalPort());
        }
    }

    private static Child shell(Home home, String script) {
        var command = List.of("sh", "-c", "printf x >> " + home.directory() + "/starts; " + script);
        return new Child(
                "shell",
                Tier.APPLICATION,
                command,
                Map.of(),
                () -> false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
    }

    private Mongod mongodIn(Home home) {
        return new Mongod(MongodBinary.find(System.getenv(), said::add), home, new Ports(home).port("mongod"));
    }

    private static void insertACall(Mongod mongod) {
        try (var client = MongoClients.create(mongod.uri("test"))) {
            client.getDatabase("test").getCollection("calls").insertOne(new Document("_id", 1));
        }
    }

    private static long calls(Mongod mongod) {
        try (var client = MongoClients.create(mongod.uri("test"))) {
            return client.getDatabase("test").getCollection("calls").countDocuments();
        }
    }

    private static long pid(Home home, String name) {
        try {
            return Long.parseLong(
                    Files.readString(home.pids().resolve(name + ".pid")).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
