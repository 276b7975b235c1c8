package throughline.notification.cron;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Date;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.outbox.Durable;
import throughline.service.PracticeSettings;

/** At night, what is of no more use goes: shares of days that are over, old happenings, and the records of the jobs themselves. */
@Component
class Retention implements CronJob {

    private static final Duration DAYS_OVER = Duration.ofDays(3);
    private static final Duration REMEMBERED = Duration.ofDays(400);

    private final MongoDatabaseFactory database;
    private final CronRuns runs;
    private final Clock clock;
    private final Daily daily;

    Retention(MongoDatabaseFactory database, CronRuns runs, PracticeSettings practice, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
        this.daily = new Daily(LocalTime.of(3, 30), practice.zone());
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Instant nextAfter(Instant nominal) {
        return daily.nextAfter(nominal);
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public String run(Instant nominal) {
        Instant now = clock.instant();
        long removed = remove("notification.address_days", now.minus(DAYS_OVER))
                + remove("notification.happenings", now.minus(REMEMBERED))
                + runs.removeBefore(now.minus(REMEMBERED));
        return removed + " records removed";
    }

    private long remove(String collection, Instant before) {
        return Durable.collection(database.getMongoDatabase(), collection)
                .deleteMany(Filters.lt("at", Date.from(before)))
                .getDeletedCount();
    }
}
