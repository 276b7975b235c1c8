package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.notification.relay.Relays;
import throughline.notification.relay.SendingLimits;
import throughline.notification.transport.SmtpConnection;
import throughline.notification.transport.SmtpSettings;
import throughline.testing.Isolation;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** What is not sent just now, why, and when it is. */
class PausedSendingTests {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start(Extension.PIPELINING);
    private final Isolation isolation = Isolation.of(PausedSendingTests.class);
    private final Sender sender = new Sender(isolation.mongodbUri(), server.port(), 2);

    @AfterEach
    void stop() {
        sender.close();
        isolation.cleanUp();
        server.close();
    }

    @Test
    void domainThatRefusesUsIsLeftAloneAndNobodyIsGivenUpForIt() {
        server.at(Phase.RCPT).to("ana@client.example").answer("550 5.7.1 we do not want you");
        var ana = Sender.article("ana");
        sender.deliveries.plan(List.of(ana));
        sender.worker.start();
        awaitState(ana, DeliveryState.DEFERRED);

        var later =
                IntStream.range(0, 20).mapToObj(i -> Sender.article("r" + i)).toList();
        sender.deliveries.plan(later);
        later.forEach(mail -> awaitState(mail, DeliveryState.DEFERRED));

        assertThat(sender.row(ana).reason()).isEqualTo("sender");
        assertThat(later).allSatisfy(mail -> {
            assertThat(sender.row(mail).reason()).isEqualTo("paused");
            assertThat(sender.row(mail).attempts()).isZero();
        });
        assertThat(server.accepted()).isEmpty();

        sender.clock.advance(Duration.ofMinutes(6));
        sender.worker.wake();
        later.forEach(mail -> awaitState(mail, DeliveryState.ACCEPTED));
        awaitState(ana, DeliveryState.ACCEPTED);
        assertThat(server.accepted()).hasSize(21);
    }

    @Test
    void confirmationIsTriedAtADomainThatRefusesArticles() {
        sender.breakers.refusedBy("x@client.example", 554, "5.7.1");
        sender.worker.start();
        var mail = Sender.confirmation("ana");

        sender.deliveries.plan(List.of(mail));

        awaitState(mail, DeliveryState.ACCEPTED);
        assertThat(sender.breakers.open()).isEmpty();
    }

    @Test
    void mailForADomainThatNeverTakesUsAgainIsGivenUpAfter72Hours() {
        sender.breakers.refusedBy("x@client.example", 554, "5.7.1");
        var mail = Sender.article("ana");
        sender.deliveries.plan(List.of(mail));
        sender.worker.start();
        awaitState(mail, DeliveryState.DEFERRED);

        sender.clock.advance(Duration.ofDays(3));
        sender.breakers.refusedBy("x@client.example", 554, "5.7.1");
        sender.worker.wake();

        awaitState(mail, DeliveryState.GIVEN_UP);
        assertThat(server.accepted()).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sender.facts(mail))
                        .containsExactly("DeliveryPlanned", "DeliveryDeferred", "DeliveryRejected"));
    }

    @Test
    void relayThatRefusesTheSenderIsAskedOnceAndNoRowIsUsedUp() {
        server.at(Phase.MAIL).always().answer("550 5.7.1 sender not allowed");
        var mails =
                IntStream.range(0, 40).mapToObj(i -> Sender.article("r" + i)).toList();
        sender.deliveries.plan(mails);
        sender.worker.start();

        await().atMost(SOON).until(() -> !sender.breakers.open().isEmpty());
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> server.accepted().isEmpty());

        assertThat(sender.breakers.open().getFirst().isRelay()).isTrue();
        assertThat(sender.ledger.count(DeliveryState.DEFERRED)).isLessThanOrEqualTo(3);
        assertThat(sender.ledger.count(DeliveryState.REJECTED)).isZero();
        server.behave();
        sender.breakers.close(sender.breakers.open().getFirst().id());
        sender.worker.wake();
        await().atMost(SOON).until(() -> server.accepted().size() >= 37);
    }

    @Test
    void secondRelayTakesOverWhenTheFirstCannotBeReached() {
        int gone;
        try (var first = ScriptedSmtpServer.start()) {
            gone = first.port();
        }
        var mail = new ArrayList<throughline.notification.transport.Outcome>();
        var relays = new Relays(List.of(settings(gone), settings(server.port())), sender.breakers, SmtpConnection::new);
        try (var line = relays.open()) {
            for (int i = 0; i < 8; i++) {
                mail.add(line.send(TestMails.small(), "a" + i + "@client.example", () -> {}));
            }
        }

        assertThat(mail).hasOnlyElementsOfType(throughline.notification.transport.Outcome.Accepted.class);
        assertThat(server.accepted()).hasSize(8);
        assertThat(sender.breakers.open())
                .singleElement()
                .satisfies(breaker -> assertThat(breaker.name()).isEqualTo("127.0.0.1:" + gone));
    }

    @Test
    void secondRelayNeverGetsAMailTheFirstMayHaveTaken() {
        try (var first = ScriptedSmtpServer.start(Extension.PIPELINING)) {
            first.at(Phase.DOT).acceptThenClose();
            first.at(Phase.RCPT).to("b@client.example").close();
            var relays = new Relays(
                    List.of(settings(first.port()), settings(server.port())), sender.breakers, SmtpConnection::new);
            try (var line = relays.open()) {
                assertThat(line.send(TestMails.small(), "a@client.example", () -> {}))
                        .isInstanceOf(throughline.notification.transport.Outcome.InDoubt.class);
                assertThat(line.send(TestMails.small(), "b@client.example", () -> {}))
                        .isInstanceOf(throughline.notification.transport.Outcome.Deferred.class);
            }

            assertThat(first.accepted()).hasSize(1);
            assertThat(server.accepted()).isEmpty();
        }
    }

    @Test
    void domainsRateSpreadsArticlesAndNeverDelaysAConfirmation() {
        sender.limits = new SendingLimits(null, null, 60, 1);
        var articles =
                IntStream.range(0, 30).mapToObj(i -> Sender.article("r" + i)).toList();
        sender.deliveries.plan(articles);
        sender.worker.start();
        await().atMost(SOON)
                .until(() -> server.accepted().size() >= 5 && sender.ledger.count(DeliveryState.CLAIMED) == 0);
        var confirmation = Sender.confirmation("ana");
        sender.deliveries.plan(List.of(confirmation));
        awaitState(confirmation, DeliveryState.ACCEPTED);

        assertThat(server.accepted()).hasSizeBetween(6, 8);
        sender.clock.advance(Duration.ofSeconds(40));
        sender.worker.wake();
        await().atMost(SOON).until(() -> server.accepted().size() == 31);
    }

    @Test
    void pausedArticleWaitsWhileOtherMailGoesAndThenGoesToEveryoneOnce() {
        var articles =
                IntStream.range(0, 30).mapToObj(i -> Sender.article("r" + i)).toList();
        sender.deliveries.plan(articles);
        sender.deliveries.pauseArticles("event-1");
        sender.worker.start();
        var confirmation = Sender.confirmation("ana");
        sender.deliveries.plan(List.of(confirmation));
        awaitState(confirmation, DeliveryState.ACCEPTED);

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> server.accepted().size() == 1);
        assertThat(sender.deliveries.tallyArticles("event-1").waiting()).isEqualTo(30);
        assertThat(sender.worker.settled(Sender.NOON))
                .as("nothing is due while it is paused")
                .isTrue();

        sender.deliveries.resumeArticles("event-1");
        sender.deliveries.resumeArticles("event-1");
        articles.forEach(mail -> awaitState(mail, DeliveryState.ACCEPTED));
        assertThat(server.accepted()).hasSize(31);
    }

    @Test
    void resumedArticleKeepsToTheRateOfADomain() {
        sender.limits = new SendingLimits(null, null, 60, 1);
        sender.deliveries.plan(
                IntStream.range(0, 30).mapToObj(i -> Sender.article("r" + i)).toList());
        sender.worker.start();
        await().atMost(SOON)
                .until(() -> server.accepted().size() >= 5 && sender.ledger.count(DeliveryState.CLAIMED) == 0);
        sender.deliveries.pauseArticles("event-1");
        int before = server.accepted().size();
        sender.clock.advance(Duration.ofHours(1));

        sender.deliveries.resumeArticles("event-1");
        sender.worker.wake();

        await().atMost(SOON)
                .until(() -> server.accepted().size() > before && sender.ledger.count(DeliveryState.CLAIMED) == 0);
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> server.accepted().size() <= before + 7);
    }

    @Test
    void rowThatComesIntoTheQueueAfterThePauseIsPutBackUnsent() {
        sender.halt = Halts.Halt.PAUSED;
        sender.worker.start();
        var mail = Sender.article("late");
        sender.deliveries.plan(List.of(mail));

        await().atMost(SOON).until(() -> sender.row(mail).nextAt() == null);

        assertThat(sender.row(mail).state()).isEqualTo(DeliveryState.PLANNED);
        sender.halt = Halts.Halt.NONE;
        sender.deliveries.resumeArticles("event-1");
        awaitState(mail, DeliveryState.ACCEPTED);
    }

    @Test
    void mailDeferredWhileItsArticleIsStoppedIsNotTriedAgain() {
        server.at(Phase.RCPT).to("r1@client.example").answer("451 4.7.1 greylisted");
        var mail = Sender.article("r1");
        sender.deliveries.plan(List.of(mail));
        sender.worker.start();
        awaitState(mail, DeliveryState.DEFERRED);

        sender.halt = Halts.Halt.STOPPED;
        sender.clock.advance(Duration.ofMinutes(10));
        sender.worker.wake();

        awaitState(mail, DeliveryState.SKIPPED);
        assertThat(sender.row(mail).reason()).isEqualTo("stopped");
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void stoppedArticleLeavesARowForEachWithTheReason() {
        var articles =
                IntStream.range(0, 30).mapToObj(i -> Sender.article("r" + i)).toList();
        sender.deliveries.plan(articles);

        assertThat(sender.deliveries.stopArticles("event-1", "stopped", 20)).isTrue();
        assertThat(sender.deliveries.stopArticles("event-1", "stopped", 20)).isTrue();
        assertThat(sender.deliveries.stopArticles("event-1", "stopped", 20)).isFalse();

        assertThat(articles).allSatisfy(mail -> {
            assertThat(sender.row(mail).state()).isEqualTo(DeliveryState.SKIPPED);
            assertThat(sender.row(mail).reason()).isEqualTo("stopped");
        });
        assertThat(sender.deliveries.tallyArticles("event-1").in(DeliveryState.SKIPPED))
                .isEqualTo(30);
    }

    @Test
    void confirmationOvertakesArticlesThatWereThereBefore() {
        server.latency(Duration.ofMillis(10));
        sender.deliveries.plan(
                IntStream.range(0, 300).mapToObj(i -> Sender.article("r" + i)).toList());
        sender.worker.start();
        await().atMost(SOON).until(() -> server.accepted().size() >= 20);

        int before = server.accepted().size();
        sender.deliveries.plan(List.of(Sender.confirmation("ana")));
        await().atMost(SOON)
                .until(() -> !server.acceptedBy(Sender.address("ana")).isEmpty());

        int overtakenBy = server.accepted().size() - before;
        assertThat(overtakenBy).as("articles that went meanwhile").isLessThan(100);
    }

    @Test
    void relaysRateHoldsForBothLanesTogether() {
        sender.limits = new SendingLimits(1, 8, null, 1);
        sender.deliveries.plan(
                IntStream.range(0, 40).mapToObj(i -> Sender.article("r" + i)).toList());
        sender.worker.start();
        await().atMost(SOON).until(() -> server.accepted().size() == 6);

        sender.deliveries.plan(
                List.of(Sender.confirmation("ana"), Sender.confirmation("ben"), Sender.confirmation("cleo")));

        await().atMost(SOON).until(() -> server.accepted().size() == 8);
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> server.accepted().size() == 8);
        assertThat(sender.ledger.count(DeliveryState.PLANNED)).isEqualTo(35);
    }

    private static SmtpSettings settings(int port) {
        var second = Duration.ofSeconds(1);
        return new SmtpSettings("127.0.0.1", port, null, null, SmtpSettings.Tls.NONE, 1, second, second, second);
    }

    private void awaitState(PlannedMail mail, DeliveryState state) {
        await().atMost(SOON).until(() -> sender.row(mail).state() == state);
    }
}
