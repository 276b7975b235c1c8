package throughline.notification.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.clock.MachineTime;
import throughline.notification.Http;
import throughline.notification.NotificationMain;

@SpringBootTest(
        classes = NotificationMain.class,
        properties = {"throughline.smtp.tls=none", "throughline.api-token=" + Http.TOKEN})
class CronClockTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2027-03-20T12:00:00Z");

    @Autowired
    CronRuns runs;

    @Autowired
    MongoDatabaseFactory database;

    /** Runs at 02:30 in Berlin, a time that does not exist on one day of March and comes twice on one of October. */
    private static final class Nightly implements CronJob {

        private final String name;
        private final List<Instant> ran = new CopyOnWriteArrayList<>();
        private boolean fails;

        private Nightly(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Instant nextAfter(Instant nominal) {
            return new Daily(LocalTime.of(2, 30), BERLIN).nextAfter(nominal);
        }

        @Override
        public boolean isAwaited() {
            return true;
        }

        @Override
        public String run(Instant nominal) {
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
            ran.add(nominal);
            return "well";
        }
    }

    @Test
    void everyNominalTimeRunsOnceOverTwentyInstances() throws Exception {
        Nightly job = new Nightly("twenty");
        at(job, START).look();
        Instant next = job.nextAfter(START);

        List<Thread> instances = IntStream.range(0, 20)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> at(job, next.plusSeconds(i)).look()))
                .toList();
        for (Thread instance : instances) {
            instance.join();
        }

        assertThat(job.ran).containsExactly(next);
    }

    @Test
    void afterAnOutageOneRunMakesUpForAllThatWereMissed() {
        Nightly job = new Nightly("outage");
        at(job, START).look();

        at(job, START.plus(Duration.ofDays(5))).look();
        at(job, START.plus(Duration.ofDays(5))).look();

        assertThat(job.ran).containsExactly(Instant.parse("2027-03-25T01:30:00Z"));
        assertThat(runs.last("outage").orElseThrow().state()).isEqualTo("DONE");
    }

    @Test
    void aClockSetBackRunsNothingAgain() {
        Nightly job = new Nightly("back");
        at(job, START).look();
        at(job, START.plus(Duration.ofDays(3))).look();

        at(job, START.plus(Duration.ofDays(1))).look();

        assertThat(job.ran).hasSize(1);
    }

    @Test
    void changesOfClocksNeitherSkipNorRepeatADay() {
        Daily daily = new Daily(LocalTime.of(2, 30), BERLIN);
        Instant spring = daily.nextAfter(Instant.parse("2027-03-27T12:00:00Z"));
        Instant autumn = daily.nextAfter(Instant.parse("2027-10-30T12:00:00Z"));

        assertThat(spring).isEqualTo("2027-03-28T01:30:00Z");
        assertThat(daily.nextAfter(spring)).isEqualTo("2027-03-29T00:30:00Z");
        assertThat(autumn).isEqualTo("2027-10-31T00:30:00Z");
        assertThat(daily.nextAfter(autumn)).isEqualTo("2027-11-01T01:30:00Z");
    }

    @Test
    void aFailureIsShownAndTheNextTimeComesAllTheSame() {
        Nightly job = new Nightly("failing");
        at(job, START).look();
        job.fails = true;
        at(job, START.plus(Duration.ofDays(1))).look();
        assertThat(runs.last("failing").orElseThrow().state()).isEqualTo("FAILED");

        job.fails = false;
        at(job, START.plus(Duration.ofDays(2))).look();

        assertThat(job.ran).hasSize(1);
    }

    @Test
    void whatAKilledInstanceHadBegunIsRunByAnotherOnceItsLeaseIsOver() {
        Nightly job = new Nightly("killed");
        Later machine = new Later();
        CronRuns theirs = new CronRuns(database, machine);
        at(job, START).look();
        Instant next = job.nextAfter(START);
        assertThat(theirs.take("killed", next, next)).isTrue(); // and then its process was killed
        CronClock other = new CronClock(List.of(job), theirs, Clock.fixed(next.plusSeconds(5), ZoneOffset.UTC));

        other.look();
        assertThat(job.ran).as("it may still be at work").isEmpty();
        machine.by = Duration.ofMinutes(3);
        other.look();
        other.look();

        assertThat(job.ran).containsExactly(next);
        assertThat(theirs.last("killed").orElseThrow().state()).isEqualTo("DONE");
    }

    /** Machine time some while from now. */
    private static final class Later extends MachineTime {
        private Duration by = Duration.ZERO;

        @Override
        public Instant now() {
            return super.now().plus(by);
        }
    }

    private CronClock at(CronJob job, Instant now) {
        return new CronClock(List.of(job), runs, Clock.fixed(now, ZoneOffset.UTC));
    }
}
