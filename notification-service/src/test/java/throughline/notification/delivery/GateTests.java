package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.contract.ClientId;
import throughline.notification.transport.Fence;

/** The last gate before the dot. */
class GateTests {
    private final Sender.Machine machine = new Sender.Machine();
    private final Leases leases = new Leases(
            machine,
            new MailSettings(
                    List.of(Duration.ofMinutes(5)),
                    Duration.ofDays(3),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    50));
    private final Delivery row = claimed("token");

    @BeforeEach
    void hold() {
        leases.hold(List.of(row), leases.fromNow());
    }

    @Test
    void grantedIntentAndSafeLeaseLetTheDotOut() {
        assertThatCode(() -> gate(true, Optional.empty()).beforeDot()).doesNotThrowAnyException();
    }

    @Test
    void intentThatWasNotGrantedKeepsItIn() {
        assertThatThrownBy(() -> gate(false, Optional.empty()).beforeDot()).isInstanceOf(Fence.Closed.class);
    }

    @Test
    void reasonThatCameUpMeanwhileKeepsItIn() {
        var gate = gate(true, Optional.of("unsubscribed"));

        assertThatThrownBy(gate::beforeDot).isInstanceOf(Fence.Closed.class);
        assertThat(gate.refusedBecause()).contains("unsubscribed");
    }

    @Test
    void leaseThatRanOutWhileTheProcessStoodStillKeepsItIn() {
        var gate = gate(true, Optional.empty());

        machine.jump(Duration.ofSeconds(28));

        assertThatThrownBy(gate::beforeDot).isInstanceOf(Fence.Closed.class).hasMessageContaining("lease");
    }

    @Test
    void renewedLeaseLetsItOut() {
        machine.jump(Duration.ofSeconds(28));
        leases.renewed(leases.held(), leases.fromNow());

        assertThatCode(() -> gate(true, Optional.empty()).beforeDot()).doesNotThrowAnyException();
    }

    @Test
    void claimWhoseAnswerWasLostIsNotRenewed() {
        leases.release(row);

        assertThat(leases.held()).isEmpty();
        assertThat(leases.isSafe(row)).isFalse();
    }

    @Test
    void lateResultOfALostClaimDoesNotEndTheOneThatFollowed() {
        var again = claimed("later");
        leases.hold(List.of(again), leases.fromNow());

        leases.release(row);

        assertThat(leases.isSafe(again)).isTrue();
        assertThat(leases.isSafe(row)).as("the lost claim").isFalse();
    }

    private Gate gate(boolean granted, Optional<String> refusal) {
        return new Gate(() -> CompletableFuture.completedFuture(granted), () -> refusal, () -> leases.isSafe(row));
    }

    private static Delivery claimed(String token) {
        var plan = new Plan(
                new ClientId("client-1"),
                "confirmation",
                DeliveryClass.MUST_ARRIVE,
                Lane.TRANSACTIONAL,
                "ana@client.example",
                null,
                Sender.NOON,
                Sender.NOON,
                "template",
                "Your call",
                Map.of(),
                null,
                null,
                null,
                "<d1@x>",
                "event-1",
                "why",
                "command-1",
                null);
        var progress = new Progress(
                DeliveryState.CLAIMED,
                Sender.NOON,
                0,
                null,
                false,
                false,
                null,
                0,
                Sender.NOON,
                null,
                null,
                new Progress.Claim("me", token, Sender.NOON));
        return new Delivery("d1", 2, 1, plan, progress);
    }
}
