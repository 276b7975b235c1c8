package throughline.notification.timer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
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

/**
 * Advances per second: many runs wait, a tenth of them is due at one instant. Counted until the last one has gone on, its mail
 * planned and its fact written; no relay is configured, so nothing is sent meanwhile. Once with one instance, once with two
 * processes; and what a tick costs when nothing is due. Not part of the tests: its name keeps it out of them.
 */
@SpringBootTest(
        classes = NotificationMain.class,
        properties = {"throughline.clock=" + TimerBenchmark.CLOCK, "throughline.smtp.host=", "logging.level.root=error"
        })
class TimerBenchmark {

    static final String CLOCK = "simulated:2026-12-01T12:00:00Z";

    private static final PrintStream OUT = System.out;
    private static final int WAITING = Integer.getInteger("bench.waiting", 1_000_000);
    private static final int DUE = WAITING / 10;
    private static final int LOOKS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Autowired
    MongoDatabaseFactory database;

    @Autowired
    MongoConverter converter;

    @Autowired
    Enrollments enrollments;

    @Autowired
    Steering steering;

    @Autowired
    Clock clock;

    @Autowired
    ClockWalk walk;

    @Autowired
    MachineTime machine;

    @Autowired
    Environment environment;

    private SeededRuns seeds() {
        return new SeededRuns(database.getMongoDatabase(), converter);
    }

    @Test
    void advancesPerSecond() throws Exception {
        Instant first = clock.instant().plus(Duration.ofDays(1));
        Instant second = first.plus(Duration.ofDays(1));
        seeds().insert("later", WAITING - DUE, clock.instant().plus(Duration.ofDays(1_000)));
        seeds().insert("one", DUE, first);
        OUT.printf(Locale.ROOT, "%,d runs wait, %,d of them are due at one instant.%n", WAITING, DUE);
        nothingDue();

        double alone = untilGone(first);
        seeds().insert("two", DUE, second);
        double together;
        Process other = another();
        try {
            LockSupport.parkNanos(Duration.ofSeconds(25).toNanos());
            together = untilGone(second);
        } finally {
            other.destroy();
            other.waitFor();
        }

        OUT.printf(Locale.ROOT, "One instance: %,.0f advances a second. Two: %,.0f together.%n", alone, together);
        assertThat(database.getMongoDatabase()
                        .getCollection("notification.enrollments")
                        .countDocuments(Filters.eq("state.passed.step", "as-promised")))
                .isEqualTo(2L * DUE);
        assertThat(database.getMongoDatabase()
                        .getCollection("notification.deliveries")
                        .countDocuments())
                .as("one mail for each, whoever advanced it")
                .isEqualTo(2L * DUE);
    }

    private void nothingDue() {
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
                "A tick with nothing due: p50 %.1f ms, p99 %.1f ms.%n",
                took[LOOKS / 2] / 1e6,
                took[LOOKS * 99 / 100] / 1e6);
    }

    /** Moves practice time there and waits until nothing is due any more. */
    private double untilGone(Instant due) {
        Thread mover = Thread.ofVirtual().start(() -> walk.moveTo(due));
        long begin = machine.nanos();
        long deadline = begin + PATIENCE.toNanos();
        while (enrollments.countDue(due, DUE + 1L) > 0 && machine.nanos() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        double seconds = (machine.nanos() - begin) / 1e9;
        mover.interrupt();
        return DUE / seconds;
    }

    private Process another() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
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
