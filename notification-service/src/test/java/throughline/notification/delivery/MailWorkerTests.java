package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.testing.Isolation;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** Rows of a real ledger on their way to a server that misbehaves. */
class MailWorkerTests {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start(Extension.PIPELINING);
    private final Isolation isolation = Isolation.of(MailWorkerTests.class);
    private final Sender sender = new Sender(isolation.mongodbUri(), server.port(), 2);

    @BeforeEach
    void start() {

        sender.worker.start();
    }

    @AfterEach
    void stop() {
        sender.close();
        isolation.cleanUp();
        server.close();
    }

    @Test
    void plannedMailIsAcceptedOnceAndTellsItsStory() {
        var mail = Sender.confirmation("ana");

        sender.deliveries.plan(List.of(mail));
        awaitState(mail, DeliveryState.ACCEPTED);

        var received = server.acceptedBy("ana@client.example");
        assertThat(received).hasSize(1);
        assertThat(received.getFirst().header("Message-ID"))
                .contains(sender.row(mail).messageId());
        assertThat(received.getFirst().readable()).contains("Hello Zoë.");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(sender.facts(mail)).containsExactly("DeliveryPlanned", "DeliveryAccepted"));
    }

    @Test
    void planningTheSameMailAgainSendsNothingMore() {
        var mail = Sender.confirmation("ana");

        sender.deliveries.plan(List.of(mail));
        sender.deliveries.plan(List.of(mail, Sender.confirmation("ben")));
        awaitState(Sender.confirmation("ben"), DeliveryState.ACCEPTED);
        awaitState(mail, DeliveryState.ACCEPTED);

        assertThat(server.acceptedBy("ana@client.example")).hasSize(1);
    }

    @Test
    void mailDueLaterWaitsForItsTime() {
        var mail = Sender.mail("ana", DeliveryClass.MUST_ARRIVE, Sender.NOON.plusSeconds(3_600));
        sender.deliveries.plan(List.of(mail));

        assertThat(sender.worker.nextDue()).contains(Sender.NOON.plusSeconds(3_600));
        assertThat(sender.worker.settled(sender.clock.instant())).isTrue();
        sender.clock.advance(Duration.ofHours(1));
        sender.worker.wake();

        awaitState(mail, DeliveryState.ACCEPTED);
        assertThat(sender.worker.nextDue()).isEmpty();
    }

    @Test
    void greylistedMailIsTriedAgainAfterFiveMinutesWithTheSameContent() {
        server.at(Phase.RCPT).to("ana@client.example").answer("451 4.3.0 later");
        var mail = Sender.confirmation("ana");
        sender.deliveries.plan(List.of(mail));
        awaitState(mail, DeliveryState.DEFERRED);

        assertThat(sender.row(mail).nextAt()).isEqualTo(Sender.NOON.plusSeconds(300));
        assertThat(sender.row(mail).reason()).isEqualTo("later");
        sender.clock.advance(Duration.ofMinutes(5));
        sender.worker.wake();

        awaitState(mail, DeliveryState.ACCEPTED);
        assertThat(server.acceptedBy("ana@client.example")).hasSize(1);
        assertThat(sender.row(mail).attempts()).isEqualTo(2);
        assertThat(sender.row(mail).possibleDuplicate()).isFalse();
    }

    @Test
    void refusedRecipientIsNotTriedAgain() {
        server.at(Phase.RCPT).to("ana@client.example").always().answer("550 5.1.1 nobody");
        var mail = Sender.confirmation("ana");
        sender.deliveries.plan(List.of(mail));

        awaitState(mail, DeliveryState.REJECTED);
        assertThat(sender.row(mail).reason()).isEqualTo("undeliverable");
        assertThat(sender.worker.nextDue()).isEmpty();
    }

    @Test
    void confirmationInDoubtIsSentOnceMoreAfterItsDeadlineWithTheSameMessageId() {
        server.at(Phase.DOT).to("ana@client.example").acceptThenClose();
        var mail = Sender.confirmation("ana");
        sender.deliveries.plan(List.of(mail));
        awaitState(mail, DeliveryState.IN_DOUBT);

        sender.clock.advance(Duration.ofMinutes(15));
        sender.worker.wake();
        awaitState(mail, DeliveryState.ACCEPTED);

        var both = server.acceptedBy("ana@client.example");
        assertThat(both).hasSize(2);
        assertThat(both.get(0).source()).isEqualTo(both.get(1).source());
        assertThat(sender.row(mail).possibleDuplicate()).isTrue();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sender.facts(mail))
                        .containsExactly("DeliveryPlanned", "DeliveryInDoubt", "DeliveryResolved", "DeliveryAccepted"));
    }

    @Test
    void articleInDoubtIsNeverSentAgainByItself() {
        server.at(Phase.DOT).to("ana@client.example").acceptThenReset();
        var mail = Sender.article("ana");
        sender.deliveries.plan(List.of(mail));
        awaitState(mail, DeliveryState.IN_DOUBT);

        sender.clock.advance(Duration.ofDays(30));
        sender.worker.wake();
        sender.deliveries.plan(List.of(Sender.article("ben")));
        awaitState(Sender.article("ben"), DeliveryState.ACCEPTED);

        assertThat(server.acceptedBy("ana@client.example")).hasSize(1);
        assertThat(sender.row(mail).state()).isEqualTo(DeliveryState.IN_DOUBT);
    }

    @Test
    void personLetsAnArticleInDoubtGoAgain() {
        server.at(Phase.DOT).to("ana@client.example").close();
        var mail = Sender.article("ana");
        sender.deliveries.plan(List.of(mail));
        awaitState(mail, DeliveryState.IN_DOUBT);

        assertThat(sender.deliveries.resolve(mail.id(), Resolution.SEND_AGAIN, "mira", "she asked"))
                .isInstanceOf(Deliveries.Resolved.Done.class);
        awaitState(mail, DeliveryState.ACCEPTED);

        assertThat(server.acceptedBy("ana@client.example")).hasSize(1);
        assertThat(sender.deliveries.resolve(mail.id(), Resolution.GIVE_UP, "mira", ""))
                .isInstanceOf(Deliveries.Resolved.NotOpen.class);
    }

    @Test
    void whatAnEnrollmentOrClientNoLongerWantsIsTakenBack() {
        var later = Sender.mail("ana", DeliveryClass.MUST_ARRIVE, Sender.NOON.plusSeconds(3_600));
        sender.deliveries.plan(List.of(later));

        assertThat(sender.deliveries.skip(later.clientId(), "booked")).isOne();
        assertThat(sender.row(later).state()).isEqualTo(DeliveryState.SKIPPED);
        assertThat(sender.row(later).reason()).isEqualTo("booked");
        assertThat(sender.deliveries.skip(later.clientId(), "booked")).isZero();
    }

    @ParameterizedTest
    @EnumSource(DeliveryClass.class)
    void reasonAgainstAMailIsAskedForJustBeforeItGoes(DeliveryClass deliveryClass) {
        sender.checks.add(
                candidate -> candidate.to().startsWith("ana@") ? Optional.of("unsubscribed") : Optional.empty());
        var ana = Sender.mail("ana", deliveryClass, Sender.NOON);
        var ben = Sender.mail("ben", deliveryClass, Sender.NOON);

        sender.deliveries.plan(List.of(ana, ben));
        awaitState(ana, DeliveryState.SKIPPED);
        awaitState(ben, DeliveryState.ACCEPTED);

        assertThat(sender.row(ana).reason()).isEqualTo("unsubscribed");
        assertThat(server.acceptedBy("ana@client.example")).isEmpty();
        assertThat(server.commands()).noneMatch(line -> line.contains("ana@"));
    }

    @ParameterizedTest
    @EnumSource(DeliveryClass.class)
    void reasonThatComesUpWhileTheRelayIsSlowStillStopsTheMail(DeliveryClass deliveryClass) {
        var stopped = new java.util.concurrent.atomic.AtomicBoolean();
        sender.checks.add(_ -> stopped.get() ? Optional.of("stopped") : Optional.empty());
        server.at(Phase.RCPT).to("ana@client.example").delay(Duration.ofMillis(1_500));
        var mail = Sender.mail("ana", deliveryClass, Sender.NOON);

        sender.deliveries.plan(List.of(mail));
        await().atMost(SOON).until(() -> server.commands().stream().anyMatch(line -> line.startsWith("RCPT")));
        stopped.set(true);

        awaitState(mail, DeliveryState.SKIPPED);
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void erasedClientIsForgottenAndGetsNothing() {
        var mail = Sender.mail("ana", DeliveryClass.MUST_ARRIVE, Sender.NOON.plusSeconds(60));
        sender.deliveries.plan(List.of(mail));

        sender.deliveries.forget(mail.clientId());

        assertThat(sender.row(mail).reason()).isEqualTo("erased");
        assertThat(sender.row(mail).subject()).isEmpty();
        assertThat(sender.ledger.find(mail.id().value()).orElseThrow().plan().to())
                .isEmpty();
        assertThat(sender.ledger.find(mail.id().value()).orElseThrow().plan().values())
                .isEmpty();
    }

    @Test
    void addressWithALineBreakIsRefusedBeforeAnyCommand() {
        var good = Sender.confirmation("ana");
        var bad = new PlannedMail(
                Deliveries.id("confirmation", "evil", "", "evil", 0),
                good.clientId(),
                good.purpose(),
                good.deliveryClass(),
                good.lane(),
                "evil@client.example>\r\nRCPT TO:<all@client.example",
                good.toName(),
                good.dueAt(),
                good.template(),
                good.values(),
                null,
                null,
                null,
                "event-1",
                "why",
                good.cause());

        sender.deliveries.plan(List.of(bad));

        awaitState(bad, DeliveryState.REJECTED);
        assertThat(server.commands()).noneMatch(line -> line.contains("all@"));
    }

    @Test
    void campaignNeverDelaysAConfirmation() {
        server.latency(Duration.ofMillis(50));
        var campaign = IntStream.range(0, 200)
                .mapToObj(i -> Sender.article("reader" + i))
                .toList();
        sender.deliveries.plan(campaign);
        await().atMost(SOON).until(() -> !server.accepted().isEmpty());

        var confirmation = Sender.confirmation("ana");
        sender.deliveries.plan(List.of(confirmation));

        await().atMost(Duration.ofSeconds(2))
                .until(() -> !server.acceptedBy("ana@client.example").isEmpty());
        assertThat(server.accepted()).hasSizeLessThan(150);
    }

    @Test
    void rowTakenOverBySomebodyElseIsNotSentByItsFirstHolder() {
        server.at(Phase.RCPT).to("ana@client.example").delay(Duration.ofSeconds(1));
        var mail = Sender.confirmation("ana");
        sender.deliveries.plan(List.of(mail));
        await().atMost(SOON).until(() -> server.commands().stream().anyMatch(c -> c.startsWith("RCPT")));

        var held = sender.ledger.find(mail.id().value()).orElseThrow();
        sender.ledger.write(new Ledger.Change(held, Fate.skipped(held, "stopped", sender.clock.instant())));

        await().during(Duration.ofMillis(1_500))
                .atMost(SOON)
                .until(() -> server.accepted().isEmpty());
        assertThat(sender.row(mail).state()).isEqualTo(DeliveryState.SKIPPED);
    }

    @Test
    void rowsOfADeadProcessAreTakenUpWhenTheirLeaseIsOver() {
        var unsent = Sender.mail("ana", DeliveryClass.AT_MOST_ONCE, Sender.NOON.plusSeconds(1));
        var unsure = Sender.mail("ben", DeliveryClass.AT_MOST_ONCE, Sender.NOON.plusSeconds(1));
        sender.deliveries.plan(List.of(unsent, unsure));
        var claimed = sender.ledger.claim(
                Lane.BULK,
                10,
                "dead",
                Sender.NOON.plusSeconds(1),
                sender.machine.now().plusSeconds(1));
        claimed.stream()
                .filter(row -> row.id().equals(unsure.id().value()))
                .forEach(row -> sender.ledger.write(new Ledger.Change(row, Fate.intent(row, Sender.NOON))));
        sender.clock.advance(Duration.ofSeconds(1));

        sender.machine.jump(Duration.ofSeconds(6));

        awaitState(unsent, DeliveryState.ACCEPTED);
        awaitState(unsure, DeliveryState.IN_DOUBT);
        assertThat(server.acceptedBy("ben@client.example")).isEmpty();
    }

    @Test
    void staleHoldOfARowIsNotGrantedWhatANewHoldOfTheSameRowIs() {
        sender.worker.stop();
        var mail = Sender.article("ana");
        sender.deliveries.plan(List.of(mail));
        var stale = claim("me");
        sender.ledger.write(new Ledger.Change(stale, Fate.released(stale, Sender.NOON)));
        var again = claim("me");

        var late = new Ledger.Change(stale, Fate.intent(stale, Sender.NOON));
        var right = new Ledger.Change(again, Fate.intent(again, Sender.NOON));

        assertThat(sender.ledger.write(List.of(late, right))).containsExactly(right);
    }

    private Delivery claim(String owner) {
        return sender.ledger
                .claim(Lane.BULK, 1, owner, Sender.NOON, sender.machine.now().plusSeconds(30))
                .getFirst();
    }

    @Test
    void threeHundredMailsArriveOnceEach() {
        var mails = IntStream.range(0, 300)
                .mapToObj(i -> i % 2 == 0 ? Sender.article("r" + i) : Sender.confirmation("r" + i))
                .toList();

        sender.deliveries.plan(mails);
        await().atMost(Duration.ofSeconds(60)).until(() -> sender.ledger.count(DeliveryState.ACCEPTED) == 300);

        assertThat(server.accepted()).hasSize(300);
        assertThat(server.accepted().stream().map(m -> m.to().getFirst()).distinct())
                .hasSize(300);
        assertThat(server.sentTooEarly()).isZero();
    }

    private void awaitState(PlannedMail mail, DeliveryState state) {
        await().atMost(SOON).until(() -> sender.row(mail).state() == state);
    }
}
