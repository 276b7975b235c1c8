package throughline.notification.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.clock.MachineTime;
import throughline.testing.Isolation;

/** Buckets on a real mongod. */
class RatesTests {
    private static final Instant NOON = Instant.parse("2026-12-01T20:00:00Z");

    private final Isolation isolation = Isolation.of(RatesTests.class);
    private final MongoClient mongo = MongoClients.create(isolation.mongodbUri());
    private final MongoCollection<Document> buckets = mongo.getDatabase(
                    String.valueOf(new com.mongodb.ConnectionString(isolation.mongodbUri()).getDatabase()))
            .getCollection("notification.rates");
    private final Stopped machine = new Stopped();

    private static final class Stopped extends MachineTime {
        private Instant now = Instant.parse("2026-11-22T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }
    }

    @AfterEach
    void stop() {
        mongo.close();
        isolation.cleanUp();
    }

    @Test
    void relayTakesNoMoreThanItsBurstAndThenItsRate() {
        var rates = rates(new SendingLimits(60, 10, null, 10));

        assertThat(rates.take(50, false)).isEqualTo(10);
        assertThat(rates.take(50, false)).isZero();
        machine.now = machine.now.plusSeconds(3);
        assertThat(rates.take(50, false)).isEqualTo(3);
        machine.now = machine.now.plus(Duration.ofDays(1));
        assertThat(rates.take(50, false)).isEqualTo(10);
    }

    @Test
    void bulkLeavesTokensForWhatCannotWait() {
        var rates = rates(new SendingLimits(60, 8, null, 10));

        assertThat(rates.take(50, true)).isEqualTo(6);
        assertThat(rates.take(50, true)).isZero();
        assertThat(rates.take(50, false)).isEqualTo(2);
    }

    @Test
    void slowestRateStillHasATokenForAConfirmation() {
        var rates = rates(new SendingLimits(1, 1, null, 10));

        rates.take(50, true);

        assertThat(rates.take(1, false)).isOne();
    }

    @Test
    void restartDoesNotFillTheBucketAgain() {
        rates(new SendingLimits(60, 10, null, 10)).take(50, false);

        assertThat(rates(new SendingLimits(60, 10, null, 10)).take(50, false)).isZero();
    }

    @Test
    void unusedTokensComeBack() {
        var rates = rates(new SendingLimits(60, 10, null, 10));

        rates.take(50, false);
        rates.giveBack(4);

        assertThat(rates.take(50, false)).isEqualTo(4);
    }

    @Test
    void turnsAtADomainAreGivenOutOneAfterTheOtherAndOutliveARestart() {
        var first = rates(new SendingLimits(null, null, 60, 10)).turns("domain:a.example", 7, NOON);
        var second = rates(new SendingLimits(null, null, 60, 10)).turns("domain:a.example", 2, NOON);

        assertThat(first).containsExactly(NOON, NOON, NOON, NOON, NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(second).containsExactly(NOON.plusSeconds(3), NOON.plusSeconds(4));
        assertThat(rates(new SendingLimits(null, null, 60, 10)).turns("domain:b.example", 1, NOON))
                .isEqualTo(List.of(NOON));
    }

    @Test
    void withoutLimitsNothingWaitsAndNothingIsWritten() {
        var rates = rates(SendingLimits.NONE);

        assertThat(rates.take(50, true)).isEqualTo(50);
        assertThat(rates.turns("domain:a.example", 3, NOON)).containsOnly(NOON);
        assertThat(buckets.countDocuments()).isZero();
    }

    private Rates rates(SendingLimits limits) {
        return new Rates(buckets, () -> limits, machine);
    }
}
