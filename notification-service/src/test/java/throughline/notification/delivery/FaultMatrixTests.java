package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.notification.relay.Breaker;
import throughline.notification.relay.SendingLimits;
import throughline.notification.transport.MailLine;
import throughline.notification.transport.SmtpConnection;
import throughline.notification.transport.SmtpSettings;
import throughline.testing.Isolation;
import throughline.testing.smtp.DoubtBound;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.RelayFault;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/**
 * Every way a relay can let a mail down, each for both classes of mail, while the sender lives, is killed at that moment, stands
 * still past its lease while another works, or loses its database at that moment. What is right is read from the relay's own
 * record by {@link FaultChecker}; a transport that simply tries again shows that the checker can tell.
 *
 * <p>A killed sender is one whose lines to relay and database are cut for good: from outside there is no difference.
 * {@link KilledSenderTests} does the same to processes.
 */
class FaultMatrixTests {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration LEASE = Duration.ofSeconds(4);
    /** More than lease and margin: what a sender held before is over for all who come after. */
    private static final Duration PAST_THE_LEASE = Duration.ofSeconds(6);

    private static final int BULK_CONNECTIONS = 2;
    private static final int BLOCK = 3;

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start(Extension.PIPELINING);
    private final Isolation isolation = Isolation.of(FaultMatrixTests.class);
    private final List<Attached> senders = new ArrayList<>();
    private final List<FaultChecker.Expected> mails = new ArrayList<>();

    /** A sender and its two lines to the world. */
    private record Attached(Sender sender, CutLine database, CutLine relay) {

        void kill() {
            database.cut();
            relay.cut();
        }

        void end() {
            sender.close();
            relay.close();
            database.close();
        }

        void stall() {
            database.stall();
            relay.stall();
        }

        void goOn() {
            sender.machine.jump(PAST_THE_LEASE);
            database.flow();
            relay.flow();
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (var ending :
                senders.stream().map(one -> Thread.ofVirtual().start(one::end)).toList()) {
            ending.join();
        }
        isolation.cleanUp();
        server.close();
    }

    @Test
    void senderThatLivesLosesNothingAndDoublesNothing() throws Exception {
        var sender = attach(SmtpConnection::new);
        sender.sender().worker.start();
        connectionsFailNowAndThen();

        planAllFaults(sender, () -> {});
        finish(sender);

        assertThat(violations(sender, DoubtBound.NONE)).isEmpty();
    }

    @Test
    void carelessTransportIsFoundOut() throws Exception {
        var sender = attach(Careless::new);
        sender.sender().worker.start();

        planAllFaults(sender, () -> {});
        finish(sender);

        assertThat(violations(sender, DoubtBound.NONE))
                .anyMatch(line -> line.contains("AT_MOST_ONCE") && line.contains("copies"));
    }

    @Test
    void senderKilledAtThatMomentLosesNothingAndDoublesNothing() throws Exception {
        var planner = attach(SmtpConnection::new);
        int kills = 0;
        for (var deliveryClass : DeliveryClass.values()) {
            for (var fault : RelayFault.values()) {
                var killed = new CountDownLatch(1);
                var sender = attach(SmtpConnection::new);
                sender.sender().machine.jump(PAST_THE_LEASE.multipliedBy(++kills));
                plan(planner, fault, deliveryClass, () -> {
                    sender.kill();
                    killed.countDown();
                });
                sender.sender().worker.start();
                assertThat(killed.await(SOON.toSeconds(), TimeUnit.SECONDS))
                        .as(fault.name())
                        .isTrue();
            }
        }
        var last = attach(SmtpConnection::new);
        last.sender().machine.jump(PAST_THE_LEASE.multipliedBy(kills + 1L));
        last.sender().worker.start();
        finish(last);

        assertThat(violations(last, DoubtBound.of(kills, BULK_CONNECTIONS, BLOCK)))
                .isEmpty();
    }

    @Test
    void senderThatStandsStillWhileAnotherWorksSendsNothingItLost() throws Exception {
        var first = attach(SmtpConnection::new);
        var planner = attach(SmtpConnection::new);
        first.sender().worker.start();
        int pauses = 0;
        for (var deliveryClass : DeliveryClass.values()) {
            for (var fault : RelayFault.values()) {
                var stalled = new CountDownLatch(1);
                plan(planner, fault, deliveryClass, () -> {
                    first.stall();
                    stalled.countDown();
                });
                assertThat(stalled.await(SOON.toSeconds(), TimeUnit.SECONDS))
                        .as(fault.name())
                        .isTrue();
                var other = attach(SmtpConnection::new);
                other.sender().machine.jump(PAST_THE_LEASE.multipliedBy(++pauses));
                other.sender().worker.start();
                await().atMost(SOON).until(() -> nobodyHas(other));
                other.sender().worker.stop();
                first.goOn();
            }
        }
        finish(first);

        assertThat(violations(first, DoubtBound.of(pauses, BULK_CONNECTIONS, BLOCK)))
                .isEmpty();
    }

    @Test
    void databaseGoneAtThatMomentLosesNothingAndDoublesNothing() throws Exception {
        var sender = attach(SmtpConnection::new);
        var planner = attach(SmtpConnection::new);
        sender.sender().worker.start();
        for (var deliveryClass : DeliveryClass.values()) {
            for (var fault : RelayFault.values()) {
                var gone = new CountDownLatch(1);
                plan(planner, fault, deliveryClass, () -> {
                    sender.database().cut();
                    gone.countDown();
                });
                assertThat(gone.await(SOON.toSeconds(), TimeUnit.SECONDS))
                        .as(fault.name())
                        .isTrue();
                await().pollDelay(Duration.ofMillis(300)).atMost(SOON).until(() -> true);
                sender.database().mend();
            }
        }
        finish(sender);

        assertThat(violations(sender, DoubtBound.NONE)).isEmpty();
    }

    private List<String> violations(Attached sender, DoubtBound byCrashes) {
        var checker = new FaultChecker(server.accepted(), sender.sender()::row);
        return checker.violations(mails, byCrashes);
    }

    private void planAllFaults(Attached sender, Runnable meanwhile) {
        for (var deliveryClass : DeliveryClass.values()) {
            for (var fault : RelayFault.values()) {
                plan(sender, fault, deliveryClass, meanwhile);
            }
        }
    }

    /** One mail that meets the fault, among others of both lanes that meet none. */
    private void plan(Attached planner, RelayFault fault, DeliveryClass deliveryClass, Runnable meanwhile) {
        var name = (fault.name() + "-" + deliveryClass.name()).toLowerCase(java.util.Locale.ROOT);
        var mail = Sender.mail(name, deliveryClass, Sender.NOON);
        fault.script(server.at(fault.phase()).to(Sender.address(name)).first(meanwhile));
        var batch = new ArrayList<>(List.of(new FaultChecker.Expected(mail, fault)));
        IntStream.range(0, 4)
                .forEach(i -> batch.add(new FaultChecker.Expected(
                        i == 0 ? Sender.confirmation(name + i) : Sender.article(name + i), null)));
        mails.addAll(batch);
        planner.sender()
                .deliveries
                .plan(batch.stream().map(FaultChecker.Expected::mail).toList());
    }

    private void connectionsFailNowAndThen() {
        server.at(Phase.CONNECT).answer("421 4.3.2 too busy");
        server.at(Phase.CONNECT).reset();
        server.at(Phase.EHLO).close();
        server.at(Phase.MAIL).mail(5).answer("451 4.3.0 later");
        server.at(Phase.MAIL).mail(9).close();
        server.at(Phase.MAIL).mail(14).answer("421 4.3.2 bye");
    }

    /** Lets practice time pass until nothing is waiting any more. */
    private void finish(Attached sender) {
        for (int i = 0; i < 6; i++) {
            await().atMost(SOON).until(() -> triesTheRelay(sender) && isAtRest(sender));
            sender.sender().clock.advance(Duration.ofMinutes(40));
            sender.sender().worker.wake();
        }
        await().atMost(SOON)
                .until(() -> triesTheRelay(sender)
                        && isAtRest(sender)
                        && sender.sender().worker.nextDue().isEmpty());
    }

    /** While a relay is left alone nothing is due: lines that failed while the sender stood still may have opened its breaker. */
    private static boolean triesTheRelay(Attached sender) {
        var paused = sender.sender().breakers.open().stream()
                .filter(Breaker::isRelay)
                .toList();
        paused.forEach(breaker -> sender.sender().breakers.close(breaker.id()));
        return paused.isEmpty();
    }

    /**
     * A sender that stood still may have mails in hand that others have called in doubt: in nobody's hands as far as the ledger
     * knows, and planned again as soon as the line they wait for gives up.
     */
    private static boolean isAtRest(Attached sender) {
        return nobodyHas(sender) && sender.sender().shared.leases().held().isEmpty();
    }

    private static boolean nobodyHas(Attached sender) {
        return sender.sender().worker.settled(sender.sender().clock.instant())
                && Stream.of(DeliveryState.CLAIMED, DeliveryState.DOT_INTENT)
                        .allMatch(state -> sender.sender().ledger.count(state) == 0);
    }

    private Attached attach(Function<SmtpSettings, MailLine> transport) throws IOException {
        var real = new ConnectionString(isolation.mongodbUri());
        var address = real.getHosts().getFirst().split(":", -1);
        var database = new CutLine(address[0], Integer.parseInt(address[1]));
        var relay = new CutLine("127.0.0.1", server.port());
        var sender = new Sender(
                "mongodb://127.0.0.1:" + database.port() + "/" + real.getDatabase()
                        + "?directConnection=true&serverSelectionTimeoutMS=2000",
                relay.port(),
                BULK_CONNECTIONS,
                LEASE,
                transport);
        sender.limits = new SendingLimits(null, null, null, BLOCK);
        var attached = new Attached(sender, database, relay);
        senders.add(attached);
        return attached;
    }

    /** What one gets from a retry library: tries again whenever there was no acceptance. */
    private static final class Careless implements MailLine {
        private final SmtpConnection connection;

        private Careless(SmtpSettings settings) {
            connection = new SmtpConnection(settings);
        }

        @Override
        public throughline.notification.transport.Outcome send(
                jakarta.mail.internet.MimeMessage mail, String to, throughline.notification.transport.Fence fence) {
            throughline.notification.transport.@Nullable Outcome outcome = null;
            for (int i = 0; i < 3 && !(outcome instanceof throughline.notification.transport.Outcome.Accepted); i++) {
                outcome = connection.send(mail, to, fence);
            }
            return java.util.Objects.requireNonNull(outcome);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
