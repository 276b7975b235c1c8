package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.notification.transport.SmtpConnection;
import throughline.testing.Isolation;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** A process that stood still wakes and goes on with what it believes to hold. */
class StoodStillTests {
    private static final MailSettings SETTINGS = new MailSettings(
            List.of(Duration.ofMinutes(5)),
            Duration.ofDays(3),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            50);

    @Test
    void onlyWhatIsStillOursIsRenewed() {
        var isolation = Isolation.of(StoodStillTests.class);
        try (var sender = new Sender(isolation.mongodbUri(), 1, 1)) {
            var until = sender.machine.now().plusSeconds(30);
            var later = until.plusSeconds(30);
            sender.deliveries.plan(List.of(Sender.confirmation("kept"), Sender.confirmation("lost")));
            var claimed = sender.ledger.claim(Lane.TRANSACTIONAL, 2, "sleeper", Sender.NOON, until);
            var lost = claimed.getFirst();
            var kept = claimed.getLast();
            sender.ledger.write(List.of(new Ledger.Change(lost, new Fate(SETTINGS).leaseOver(lost, Sender.NOON))));

            var renewed = sender.ledger.renew("sleeper", List.of(lost.id(), kept.id()), later);

            assertThat(renewed).containsExactly(kept.id());
            assertThat(sender.ledger.renew("somebody else", List.of(kept.id()), later))
                    .isEmpty();
        } finally {
            isolation.cleanUp();
        }
    }

    /** A mail may wait for its turn for longer than its first lease; the intent must not bring that one back. */
    @Test
    void intentKeepsALeaseThatWasRenewed() {
        var isolation = Isolation.of(StoodStillTests.class);
        try (var sender = new Sender(isolation.mongodbUri(), 1, 1)) {
            var until = sender.machine.now().plusSeconds(30);
            var later = until.plusSeconds(30);
            sender.deliveries.plan(List.of(Sender.confirmation("waits")));
            var row = sender.ledger
                    .claim(Lane.TRANSACTIONAL, 1, "me", Sender.NOON, until)
                    .getFirst();
            sender.ledger.renew("me", List.of(row.id()), later);

            assertThat(sender.ledger.write(new Ledger.Change(row, Fate.intent(row, Sender.NOON))))
                    .isTrue();

            assertThat(sender.ledger.leasesOver(until.plusSeconds(1))).isEmpty();
            assertThat(sender.ledger.leasesOver(later.plusSeconds(1))).hasSize(1);
        } finally {
            isolation.cleanUp();
        }
    }

    @Test
    void blockThatHoldsOneMailTwiceSendsItOnce() throws Exception {
        var isolation = Isolation.of(StoodStillTests.class);
        try (var server = ScriptedSmtpServer.start(Extension.PIPELINING);
                var sender = new Sender(isolation.mongodbUri(), server.port(), 1)) {
            sender.deliveries.plan(List.of(Sender.article("twice")));
            var until = sender.machine.now().plusSeconds(30);
            var before =
                    sender.ledger.claim(Lane.BULK, 1, "me", Sender.NOON, until).getFirst();
            sender.ledger.write(new Ledger.Change(before, new Fate(SETTINGS).leaseOver(before, Sender.NOON)));
            var again =
                    sender.ledger.claim(Lane.BULK, 1, "me", Sender.NOON, until).getFirst();
            sender.shared.leases().hold(List.of(again), until);
            sender.shared.committer().start();
            var line = new SmtpConnection(sender.relay);

            var handover = new Handover(sender.shared, line);
            handover.handOver(List.of(Claimed.unasked(before), Claimed.unasked(again)));
            handover.flush();

            await().atMost(Duration.ofSeconds(20)).until(() -> sender.ledger.count(DeliveryState.ACCEPTED) == 1);
            assertThat(server.accepted()).hasSize(1);
            sender.shared.committer().stop(Duration.ofSeconds(5));
        } finally {
            isolation.cleanUp();
        }
    }
}
