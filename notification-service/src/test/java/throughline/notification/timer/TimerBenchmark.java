package throughline.notification.timer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import throughline.clock.ClockWalk;
import throughline.clock.MachineTime;
import throughline.notification.NotificationMain;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Steering;
import throughline.outbox.Relay;

/**
 * Advances per second: many runs wait, a tenth of them is due at one instant. A run counts when it has gone on and its mail is
 * planned; the facts of both are published meanwhile, and how long that takes to its end is printed too. Nothing is sent, since
 * no relay is configured. With one instance, with two processes twice, and with one again, because each mass makes the database
 * larger and slower; all of them warm. Beside it a single document is written again and again, as a booking would; and what a tick
 * costs when nothing is due. Not part of the tests: its name keeps it out of them.
 */
@SpringBootTest(
        classes = NotificationMain.class,
        properties = {
            "throughline.clock=" + TimerBenchmark.CLOCK,
            "throughline.smtp.host=",
            "logging.level.root=error",
            "logging.level.org.apache.kafka=error",
            "logging.level.org.mongodb.driver=error"
        })
class TimerBenchmark {

    static final String CLOCK = "simulated:2026-12-01T12:00:00Z";

    private static final PrintStream OUT = System.out;
    private static final int WAITING = Integer.getInteger("bench.waiting", 1_000_000);
    private static final int DUE = WAITING / 10;
    private static final int WARM = Math.min(5_000, DUE);
    private static final int LOOKS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Autowired
    MongoDatabaseFactory database;

    @Autowired
    MongoConverter converter;

    @Autowired
    Enrollments enrollments;

    @Autowired
    Steering steering;

    @Autowired
    Relay relay;

    @Autowired
    Clock clock;

    @Autowired
    ClockWalk walk;

    @Autowired
    MachineTime machine;

    @Autowired
    Environment environment;

    private int planned;

    @Test
    void advancesPerSecond() throws Exception {
        seed("later", WAITING - DUE, clock.instant().plus(Duration.ofDays(1_000)));
        OUT.printf(Locale.ROOT, "%,d runs wait, %,d of them are due at one instant. %s%n", WAITING, DUE, load());
        measure("warm-1", WARM);
        nothingDue();
        double alone = measure("one-1", DUE);
        double together;
        Process other = another();
        try {
            await(() -> instances() >= 2);
            measure("warm-2", 10 * WARM);
            together = measure("two-1", DUE);
            together = (together + measure("two-2", DUE)) / 2;
            OUT.printf("Memory of the second instance: %s.%n", resident(other.toHandle()));
        } finally {
            other.destroy();
            other.waitFor();
        }
        await(() -> instances() < 2);
        alone = (alone + measure("one-2", DUE)) / 2;

        OUT.printf(Locale.ROOT, "One instance: %,.0f advances a second. Two: %,.0f together.%n", alone, together);
        assertThat(runs().countDocuments(Filters.eq("state.passed.step", "as-promised")))
                .isEqualTo(planned);
        assertThat(deliveries().countDocuments())
                .as("one mail for each, whoever advanced it")
                .isEqualTo(planned);
    }

    private long instances() {
        return database.getMongoDatabase().getCollection("dev.clock").countDocuments(Filters.regex("_id", "^process:"));
    }

    private void nothingDue() throws IOException {
        long[] took = new long[LOOKS];
        for (int i = 0; i < LOOKS; i++) {
            long begin = machine.nanos();
            steering.finishResumptions();
            assertThat(enrollments.nextDue()).isPresent();
            took[i] = machine.nanos() - begin;
        }
        Arrays.sort(took);
        OUT.printf(
                Locale.ROOT,
                "A tick with nothing due: p50 %.1f ms, p95 %.1f, p99 %.1f. %s%n",
                took[LOOKS / 2] / 1e6,
                took[LOOKS * 95 / 100] / 1e6,
                took[LOOKS * 99 / 100] / 1e6,
                load());
    }

    /** So many more, due an hour from now; practice time is moved there, and what happens is watched. Answers runs a second. */
    private double measure(String group, int count) throws InterruptedException, IOException {
        Instant due = clock.instant().plus(Duration.ofHours(1));
        seed(group, count, due);
        double cpu = databaseSeconds();
        Duration own = ownCpu();
        BesideIt beside = BesideIt.began(database.getMongoDatabase(), machine);
        long begin = machine.nanos();
        walk.moveTo(due, Duration.ZERO);
        double half = untilPlanned(planned + count / 2, begin);
        double most = untilPlanned(planned + count * 95L / 100, begin);
        double nearly = untilPlanned(planned + count * 99L / 100, begin);
        planned += count;
        untilPlanned(planned, begin);
        await(() -> enrollments.nextDue().filter(next -> !next.isAfter(due)).isEmpty());
        double seconds = (machine.nanos() - begin) / 1e9;
        String writes = beside.ended();
        double database = databaseSeconds() - cpu;
        Duration here = ownCpu().minus(own);
        await(() -> relay.settled(due));
        OUT.printf(
                Locale.ROOT,
                "%-6s %,7d runs in %6.1f s, %,6.0f a second; after the due instant p50 %.1f s, p95 %.1f, p99 %.1f;"
                        + " facts published after %.1f s; CPU for each: database %.2f ms, here %.2f ms; a write beside it %s; %s here; %s%n",
                group,
                count,
                seconds,
                count / seconds,
                half,
                most,
                nearly,
                (machine.nanos() - begin) / 1e9,
                database * 1000 / count,
                here.toMillis() / (double) count,
                writes,
                resident(ProcessHandle.current()),
                load());
        return count / seconds;
    }

    /** Looks at the collection's own count, which costs the database nothing. */
    private double untilPlanned(long count, long begin) throws InterruptedException {
        await(() -> deliveries().estimatedDocumentCount() >= count);
        return (machine.nanos() - begin) / 1e9;
    }

    private void await(BooleanSupplier reached) throws InterruptedException {
        long deadline = machine.nanos() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(machine.nanos()).as("patience").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void seed(String group, int count, Instant due) {
        new SeededRuns(database.getMongoDatabase(), converter).insert(group, count, due);
    }

    private MongoCollection<Document> runs() {
        return database.getMongoDatabase().getCollection("notification.enrollments");
    }

    private MongoCollection<Document> deliveries() {
        return database.getMongoDatabase().getCollection("notification.deliveries");
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Of the whole server: what others ask of it meanwhile is in it. */
    private double databaseSeconds() {
        Document extra = database.getMongoDatabase()
                .runCommand(new Document("serverStatus", 1))
                .get("extra_info", new Document());
        return (extra.get("user_time_us", 0L) + extra.get("system_time_us", 0L)) / 1e6;
    }

    private static String resident(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB resident")
                .findFirst()
                .orElse("memory unknown");
    }

    private static String load() throws IOException {
        return "Load " + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0] + ".";
    }

    private Process another() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NotificationMain.class.getName(),
                "--server.port=0",
                "--throughline.smtp.host=",
                "--logging.level.root=error",
                "--throughline.clock=" + CLOCK));
        for (String name : List.of(
                "spring.mongodb.uri",
                "spring.kafka.bootstrap-servers",
                "throughline.topics.prefix",
                "throughline.home")) {
            command.add("--" + name + "=" + environment.getRequiredProperty(name));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
