package throughline.notification.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import throughline.clock.MachineTime;
import throughline.notification.NotificationMain;

/** Two instances with much to do keep out of each other's slots; a killed one's slots are free again after a while. */
@SpringBootTest(
        classes = NotificationMain.class,
        properties = {"throughline.clock=simulated:2026-12-01T12:00:00Z", "throughline.smtp.host="})
class SlotLeasesTests {

    @Autowired
    MongoDatabaseFactory database;

    private final SettableMachine machine = new SettableMachine();
    private SlotLeases one;
    private SlotLeases other;

    /** Machine time that a test sets. */
    private static final class SettableMachine extends MachineTime {
        private Instant now = Instant.parse("2026-12-01T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }
    }

    @BeforeEach
    void twoInstances() {
        one = new SlotLeases(database, machine);
        other = new SlotLeases(database, machine);
    }

    @Test
    void aSlotIsInTheHandsOfOneInstanceUntilItGivesItBack() {
        assertThat(one.take(1)).isTrue();
        assertThat(one.take(1)).as("kept for another batch").isTrue();
        assertThat(other.take(1)).isFalse();
        assertThat(other.take(2)).isTrue();
        other.giveBack(1);
        assertThat(other.take(1)).as("only the holder can give it back").isFalse();

        one.giveBack(1);

        assertThat(other.take(1)).isTrue();
        assertThat(one.take(1)).isFalse();
    }

    @Test
    void aKilledInstancesSlotIsFreeWhenItsLeaseIsOver() {
        assertThat(one.take(3)).isTrue();
        machine.now = machine.now.plus(SlotLeases.LENGTH).minusMillis(1);
        assertThat(other.take(3)).isFalse();

        machine.now = machine.now.plus(Duration.ofMillis(1));

        assertThat(other.take(3)).isTrue();
        assertThat(one.take(3)).as("the one that stood still finds it taken").isFalse();
    }
}
