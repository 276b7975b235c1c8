package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.testing.Isolation;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** Mails in doubt about which somebody knows something. */
class ReconciliationTests {
    private final ScriptedSmtpServer server = ScriptedSmtpServer.start(Extension.PIPELINING);
    private final Isolation isolation = Isolation.of(ReconciliationTests.class);
    private final Sender sender = new Sender(isolation.mongodbUri(), server.port(), 2);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        sender.close();
        isolation.cleanUp();
        server.close();
    }

    @Test
    void mailTheRelaysLogNamesIsNotInDoubtAnyMore() throws Exception {
        var taken = inDoubt("ana");
        var unknown = inDoubt("ben");
        var log = folder.resolve("mail.log");
        Files.writeString(
                log,
                "Dec  1 20:00:01 relay postfix/cleanup[812]: 4Xk2: message-id="
                        + sender.row(taken).messageId() + "\n");

        int settled = new Reconciliation(sender.deliveries, List.of(new RelayLog(log))).reconcile();

        assertThat(settled).isOne();
        assertThat(sender.row(taken).state()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(sender.row(taken).decision()).isEqualTo("evidence: the relay's log names it");
        assertThat(sender.row(unknown).state()).isEqualTo(DeliveryState.IN_DOUBT);
        await().untilAsserted(() -> assertThat(sender.facts(taken)).endsWith("DeliveryResolved"));
    }

    @Test
    void oneThatCannotBeAskedDoesNotKeepTheOthersFromBeingAsked() {
        var mail = inDoubt("ana");
        Reconciler broken = _ -> {
            throw new java.io.IOException("no such server");
        };
        Reconciler knows = ids -> Map.of(ids.iterator().next(), "its copy lies in the mailbox");

        assertThat(new Reconciliation(sender.deliveries, List.of(broken, knows)).reconcile())
                .isOne();
        assertThat(sender.row(mail).state()).isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void holderThatWakesAndKnowsItWasNotSentSaysSo() {
        sender.deliveries.plan(List.of(Sender.article("ana")));
        var claimed = sender.ledger
                .claim(Lane.BULK, 1, "me", Sender.NOON, sender.machine.now().plusSeconds(1))
                .getFirst();
        var doubt = new Delivery(
                claimed.id(),
                claimed.version(),
                claimed.outboxSequence(),
                claimed.plan(),
                claimed.progress().to(DeliveryState.IN_DOUBT, null, Sender.NOON));

        assertThat(Fate.released(doubt, Sender.NOON).facts())
                .singleElement()
                .isInstanceOfSatisfying(
                        throughline.contract.notification.DeliveryResolved.class,
                        fact -> assertThat(fact.by()).isEqualTo("holder"));
    }

    private PlannedMail inDoubt(String about) {
        server.at(Phase.DOT).to(Sender.address(about)).acceptThenClose();
        var mail = Sender.article(about);
        sender.deliveries.plan(List.of(mail));
        if (!sender.worker.isRunning()) {
            sender.worker.start();
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> sender.row(mail).state() == DeliveryState.IN_DOUBT);
        return mail;
    }
}
