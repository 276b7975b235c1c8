package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.testing.Isolation;

/** A process that stood still wakes and renews what it believes to hold. */
class LeaseRenewalTests {
    private static final MailSettings SETTINGS = new MailSettings(
            List.of(Duration.ofMinutes(5)),
            Duration.ofDays(3),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            50);

    @Test
    void onlyWhatIsStillOursIsRenewed() {
        var isolation = Isolation.of(LeaseRenewalTests.class);
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
}
