package throughline.notification.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import throughline.clock.ClockWalk;
import throughline.notification.NotificationMain;

/** Many at once are spread; the same ones by themselves would go at once. */
@SpringBootTest(
        classes = NotificationMain.class,
        properties = {
            "throughline.clock=simulated:2026-12-01T12:00:00Z",
            "throughline.smtp.host=",
            "throughline.notification.timer.mass=10",
            "throughline.notification.timer.spread-each=PT10S"
        })
class SpreadTests {

    @Autowired
    MongoDatabaseFactory database;

    @Autowired
    MongoConverter converter;

    @Autowired
    Clock clock;

    @Autowired
    ClockWalk walk;

    @Test
    void manyDueAtOneInstantLeaveOneAfterTheOther() {
        Instant due = clock.instant().plus(Duration.ofHours(6));
        new SeededRuns(database.getMongoDatabase(), converter).insert("many", 50, due);

        walk.moveTo(due);

        List<Instant> planned = database
                .getMongoDatabase()
                .getCollection("notification.deliveries")
                .find()
                .into(new ArrayList<Document>())
                .stream()
                .map(row -> row.getEmbedded(List.of("state", "plan", "dueAt"), Date.class)
                        .toInstant())
                .sorted()
                .toList();
        assertThat(planned).hasSize(50);
        assertThat(planned.getFirst()).isAfterOrEqualTo(due);
        assertThat(Duration.between(planned.getFirst(), planned.getLast())).isGreaterThan(Duration.ofMinutes(3));
        assertThat(planned.stream().distinct().count()).isGreaterThan(40);
    }
}
