package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.contract.ClientId;
import throughline.contract.notification.DeliveryInDoubt;
import throughline.contract.notification.DeliveryRejected;
import throughline.notification.transport.Outcome;
import throughline.notification.transport.Phase;
import throughline.notification.transport.Reply;

/** The rules of the ledger, without database or server. */
class FateTests {
    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");
    private static final Outcome LATER = new Outcome.Deferred(new Reply(Phase.RCPT, 451, ""), "later");
    private static final Outcome LOST = new Outcome.InDoubt(new Reply(Phase.DOT, -1, ""));

    private final Fate fate = new Fate(new MailSettings(
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(8),
                    Duration.ofHours(24)),
            Duration.ofHours(72),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            50));

    @Test
    void deferredMailIsTriedAtGrowingDistancesAndGivenUpAfter72Hours() {
        var row = row(DeliveryClass.AT_MOST_ONCE);
        var tries = new ArrayList<Duration>();
        var now = NOON;

        while (row.state() != DeliveryState.GIVEN_UP) {
            tries.add(Duration.between(NOON, now));
            row = row.after(fate.after(row, LATER, now, 1));
            now = row.progress().nextAt() == null ? now : row.progress().nextAt();
        }

        assertThat(tries)
                .extracting(Duration::toString)
                .containsExactly("PT0S", "PT5M", "PT35M", "PT2H35M", "PT10H35M", "PT34H35M", "PT58H35M", "PT72H");
        assertThat(row.progress().reason()).isEqualTo("given_up");
    }

    @Test
    void mailThatMustArriveIsSentOnceMoreAfterTheDeadlineAndThenWaitsForAPerson() {
        var doubt = row(DeliveryClass.MUST_ARRIVE).after(fate.after(row(DeliveryClass.MUST_ARRIVE), LOST, NOON, 1));
        var again = doubt.after(Fate.resend(doubt, NOON.plusSeconds(900)));
        var secondDoubt = again.after(fate.after(again, LOST, NOON.plusSeconds(901), 1));

        assertThat(doubt.state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(doubt.progress().nextAt()).isEqualTo(NOON.plusSeconds(900));
        assertThat(again.state()).isEqualTo(DeliveryState.PLANNED);
        assertThat(again.progress().possibleDuplicate()).isTrue();
        assertThat(again.plan().messageId()).isEqualTo(doubt.plan().messageId());
        assertThat(secondDoubt.progress().nextAt()).isNull();
    }

    @Test
    void mailOfTheOtherClassInDoubtOnlyEverWaitsForAPerson() {
        var step = fate.after(row(DeliveryClass.AT_MOST_ONCE), LOST, NOON, 1);

        assertThat(step.next().state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(step.next().nextAt()).isNull();
        assertThat(step.facts()).hasOnlyElementsOfType(DeliveryInDoubt.class);
    }

    @Test
    void leaseOverBeforeTheIntentMeansNotSentAndAfterItMeansDoubt() {
        var claimed = row(DeliveryClass.AT_MOST_ONCE);
        var intended = claimed.after(Fate.intent(claimed, NOON));

        assertThat(fate.leaseOver(claimed, NOON).next().state()).isEqualTo(DeliveryState.PLANNED);
        assertThat(fate.leaseOver(claimed, NOON).facts()).isEmpty();
        assertThat(fate.leaseOver(intended, NOON).next().state()).isEqualTo(DeliveryState.IN_DOUBT);
    }

    @Test
    void withheldMailGoesBackWithoutCountingAsATry() {
        var step =
                fate.after(row(DeliveryClass.MUST_ARRIVE), new Outcome.Withheld(new Reply(Phase.BODY, 0, "")), NOON, 1);

        assertThat(step.next().state()).isEqualTo(DeliveryState.PLANNED);
        assertThat(step.next().attempts()).isZero();
        assertThat(step.facts()).isEmpty();
    }

    @Test
    void refusedMailKeepsItsReason() {
        var outcome = new Outcome.Rejected(new Reply(Phase.RCPT, 550, "5.1.1"), "undeliverable");

        var step = fate.after(row(DeliveryClass.MUST_ARRIVE), outcome, NOON, 1);

        assertThat(step.next().state()).isEqualTo(DeliveryState.REJECTED);
        assertThat(step.facts()).singleElement().isInstanceOfSatisfying(DeliveryRejected.class, fact -> {
            assertThat(fact.reason()).isEqualTo("undeliverable");
            assertThat(fact.replyCode()).isEqualTo(550);
        });
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void personDecidesAboutAMailInDoubt(Resolution as) {
        var doubt = row(DeliveryClass.AT_MOST_ONCE).after(fate.after(row(DeliveryClass.AT_MOST_ONCE), LOST, NOON, 1));

        var next =
                Fate.resolve(doubt, as, "mira", "she asked", NOON).orElseThrow().next();

        assertThat(next.state())
                .isEqualTo(
                        switch (as) {
                            case SENT -> DeliveryState.ACCEPTED;
                            case SEND_AGAIN -> DeliveryState.PLANNED;
                            case GIVE_UP -> DeliveryState.GIVEN_UP;
                        });
        assertThat(next.possibleDuplicate()).isEqualTo(as == Resolution.SEND_AGAIN);
    }

    @Test
    void nothingIsDecidedAboutAMailThatIsOnItsWay() {
        assertThat(Fate.resolve(row(DeliveryClass.AT_MOST_ONCE), Resolution.SEND_AGAIN, "mira", "she asked", NOON))
                .isEmpty();
    }

    private static Delivery row(DeliveryClass deliveryClass) {
        var plan = new Plan(
                new ClientId("client-1"),
                "confirmation",
                deliveryClass,
                Lane.TRANSACTIONAL,
                "ana@client.example",
                null,
                NOON,
                NOON,
                "template",
                "Your call",
                Map.of(),
                null,
                null,
                null,
                "<d1@practice.example>",
                "event-1",
                "why",
                "command-1",
                null);
        var progress = Progress.planned(NOON, NOON).to(DeliveryState.CLAIMED, NOON, NOON);
        return new Delivery("d1", 2, 1, plan, progress);
    }
}
