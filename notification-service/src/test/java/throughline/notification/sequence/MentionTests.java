package throughline.notification.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import throughline.notification.sequence.Definition.Approval;
import throughline.notification.sequence.Definition.Trigger;
import throughline.notification.sequence.Definition.ZoneOf;
import throughline.testing.Isolation;

/** Whether anybody waits for an event is asked for each of thousands; what is remembered of it must never be too old for one. */
class MentionTests {
    private static final String NAME = "AddressSuppressed";
    private static final Definition WAITS_FOR_IT = new Definition(
            "Waits", new Trigger(NAME, Map.of()), List.of(), List.of(), null, Approval.NONE, ZoneOf.CLIENT, 0);

    private final Isolation isolation = Isolation.of(MentionTests.class);
    private final SimpleMongoClientDatabaseFactory database =
            new SimpleMongoClientDatabaseFactory(isolation.mongodbUri());

    @AfterEach
    void cleanUp() throws Exception {
        database.destroy();
        isolation.cleanUp();
    }

    @Test
    void eventsAfterASaveAreWaitedForAndThoseBeforeAreNot() {
        var reading = new Sequences(database, Clock.systemUTC());
        var saving = new Sequences(database, Clock.systemUTC());
        var before = UuidCreator.getTimeOrderedEpoch().toString();
        assertThat(reading.mention(NAME, before)).isFalse();

        saving.save("waits", WAITS_FOR_IT, false);
        var after = UuidCreator.getTimeOrderedEpoch().toString();

        assertThat(reading.mention(NAME, after)).isTrue();
        assertThat(reading.mention(NAME, before)).isFalse();
        assertThat(reading.mention(NAME, "an-id-of-somebody-else"))
                .as("an id that says nothing of its time")
                .isTrue();
    }

    @Test
    void sequencesThatWereAlwaysThereWaitForOldEventsToo() {
        var old = UuidCreator.getTimeOrderedEpoch().toString();
        var sequences = new Sequences(database, Clock.systemUTC());

        assertThat(sequences.mention("CallRequested", old)).isTrue();
        assertThat(sequences.mention("CallRequested", old))
                .as("from what is remembered")
                .isTrue();
    }
}
