package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.testing.Isolation;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.DoubtBound;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/**
 * The sender is killed, or stopped for longer than its lease, in the middle of its work. Afterwards the ledger is compared with
 * what the server has: that record is the truth.
 */
class KilledSenderTests {
    private static final int CONNECTIONS = 4;
    private static final int MAILS = 400;
    private static final int KILLS = 4;

    private final ScriptedSmtpServer server =
            ScriptedSmtpServer.start(Extension.PIPELINING).latency(Duration.ofMillis(5));
    private final Isolation isolation = Isolation.of(KilledSenderTests.class);
    private final Sender planner = new Sender(isolation.mongodbUri(), server.port(), CONNECTIONS);
    private final Set<Process> processes = new HashSet<>();
    private int intentBlock = 1;
    private final List<PlannedMail> mails = IntStream.range(0, MAILS)
            .mapToObj(i -> i % 3 == 0 ? Sender.confirmation("c" + i) : Sender.article("a" + i))
            .toList();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        planner.close();
        isolation.cleanUp();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void nothingIsLostAndNothingSentTwiceWhenTheSenderIsKilled(int block) throws Exception {
        intentBlock = block;
        var bound = DoubtBound.of(KILLS, CONNECTIONS, block);
        long seed = new Random().nextLong();
        var random = new Random(seed);
        planner.deliveries.plan(mails);

        for (int kill = 0; kill < KILLS; kill++) {
            var process = start(Duration.ZERO);
            awaitAccepted(server.accepted().size() + 20 + random.nextInt(40));
            process.destroyForcibly().waitFor();
        }
        var last = start(Duration.ZERO);
        awaitNothingWaiting();

        check("seed " + seed, bound);
        assertThat(server.accepted())
                .as("seed " + seed)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(MAILS - bound.most() - 1);
        last.destroyForcibly().waitFor();
        afterTheDeadlineOnlyConfirmationsInDoubtGoAgain();
    }

    @Test
    void processStoppedForLongerThanItsLeaseSendsNothingItLost() throws Exception {
        planner.deliveries.plan(mails);
        var first = start(Duration.ZERO);
        awaitAccepted(30);

        signal(first, "STOP");
        start(Duration.ZERO);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> planner.ledger.count(DeliveryState.CLAIMED) == 0
                        && server.accepted().size() > MAILS / 2);
        signal(first, "CONT");
        awaitNothingWaiting();

        check("stopped", DoubtBound.of(1, CONNECTIONS, intentBlock));
    }

    private void check(String run, DoubtBound bound) {
        var bySubject = server.accepted().stream().collect(Collectors.groupingBy(KilledSenderTests::messageId));
        int inDoubt = 0;
        for (var mail : mails) {
            var row = planner.row(mail);
            var atServer = bySubject.getOrDefault(row.messageId(), List.of());
            assertThat(row.state()).as(run + " " + row.id()).isIn(DeliveryState.ACCEPTED, DeliveryState.IN_DOUBT);
            if (row.state() == DeliveryState.ACCEPTED) {
                assertThat(atServer).as(run + " accepted " + row.id()).hasSize(1);
            } else {
                inDoubt++;
                assertThat(atServer).as(run + " in doubt " + row.id()).hasSizeLessThanOrEqualTo(1);
            }
            assertThat(row.possibleDuplicate()).isFalse();
        }
        System.out.printf(
                "%s: %d accepted by the server, %s%n", run, server.accepted().size(), bound.told(inDoubt));
        assertThat(inDoubt).as(run).isLessThanOrEqualTo(bound.most());
    }

    private void afterTheDeadlineOnlyConfirmationsInDoubtGoAgain() throws IOException {
        start(Duration.ofMinutes(15));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> mails.stream()
                        .filter(mail -> mail.deliveryClass() == DeliveryClass.MUST_ARRIVE)
                        .allMatch(mail -> planner.row(mail).state() == DeliveryState.ACCEPTED));

        var byId = server.accepted().stream().collect(Collectors.groupingBy(KilledSenderTests::messageId));
        for (var mail : mails) {
            var row = planner.row(mail);
            var copies = byId.getOrDefault(row.messageId(), List.of());
            assertThat(copies).as(row.id()).hasSizeLessThanOrEqualTo(row.possibleDuplicate() ? 2 : 1);
            assertThat(copies.stream().map(AcceptedMail::source).distinct()).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static String messageId(AcceptedMail mail) {
        return mail.header("Message-ID").orElseThrow();
    }

    private void awaitAccepted(int most) {
        await().atMost(Duration.ofSeconds(60)).until(() -> server.accepted().size() >= Math.min(most, MAILS - 20));
    }

    /** For a while: what a process that stood still gives back unsent goes out after that. */
    private void awaitNothingWaiting() {
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(120))
                .until(() -> Stream.of(
                                DeliveryState.PLANNED,
                                DeliveryState.CLAIMED,
                                DeliveryState.DOT_INTENT,
                                DeliveryState.DEFERRED)
                        .allMatch(state -> planner.ledger.count(state) == 0));
    }

    private Process start(Duration clockAhead) throws IOException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SenderProcess.class.getName(),
                        isolation.mongodbUri(),
                        Integer.toString(server.port()),
                        Integer.toString(CONNECTIONS),
                        clockAhead.toString(),
                        Integer.toString(intentBlock))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/sender-process.log")))
                .redirectErrorStream(true)
                .start();
        processes.add(process);
        return process;
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
