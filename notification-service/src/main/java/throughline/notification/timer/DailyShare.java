package throughline.notification.timer;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.DeliveryId;
import throughline.notification.policy.MailPolicy;
import throughline.outbox.Durable;

/**
 * How many follow-ups an address may get on one of its days, if the practice has set a limit. One document for each address and
 * day decides, so it holds over all instances; a mail that has its share keeps it:
 *
 * <pre>notification.address_days  { _id: "hash:2026-12-01", at, count, mails: [ delivery id ] }</pre>
 */
@Component
class DailyShare {

    private final MongoCollection<Document> days;
    private final Clock clock;

    DailyShare(MongoDatabaseFactory database, Clock clock) {
        this.days = Durable.collection(database.getMongoDatabase(), "notification.address_days");
        this.clock = clock;
        days.createIndex(Indexes.ascending("at"));
    }

    /** Empty if the mail may go; else when the next day begins there. */
    Optional<Instant> refusedUntil(String address, DeliveryId mail, ZoneId zone, MailPolicy policy) {
        Integer most = policy.perAddressPerDay();
        if (most == null) {
            return Optional.empty();
        }
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        return takes(address + ":" + today, mail.value(), most)
                ? Optional.empty()
                : Optional.of(today.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private boolean takes(String day, String mail, int most) {
        try {
            days.updateOne(
                    Filters.and(Filters.eq(day), Filters.lt("count", most), Filters.ne("mails", mail)),
                    Updates.combine(
                            Updates.setOnInsert("at", Date.from(clock.instant())),
                            Updates.inc("count", 1),
                            Updates.push("mails", mail)),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return days.countDocuments(Filters.and(Filters.eq(day), Filters.eq("mails", mail))) > 0;
        }
    }
}
