package throughline.notification.policy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.DeliveryId;
import throughline.outbox.Durable;

/**
 * How many follow-ups and article mails an address may get on one of its days, if the practice has set a limit. One document
 * for each address and day decides, so it holds over all instances; a mail that has its share keeps it:
 *
 * <pre>notification.address_days  { _id: "hash:2026-12-01", at, count, mails: [ delivery id ] }</pre>
 */
@Component
public class AddressDays {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoCollection<Document> days;
    private final Clock clock;

    AddressDays(MongoDatabaseFactory database, Clock clock) {
        this.days = Durable.collection(database.getMongoDatabase(), "notification.address_days");
        this.clock = clock;
        days.createIndex(Indexes.ascending("at"));
    }

    /** A mail's wish to go to an address on a day of its zone; the address as its keyed hash. */
    public record Share(String address, LocalDate day, DeliveryId mail) {

        private String id() {
            return address + ":" + day;
        }
    }

    /** Empty if the mail may go today; else when the next day begins there. */
    public Optional<Instant> refusedUntil(String address, DeliveryId mail, ZoneId zone, MailPolicy policy) {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        Share share = new Share(address, today, mail);
        return refused(List.of(share), policy).isEmpty()
                ? Optional.empty()
                : Optional.of(today.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Gives each its share while there is one; those that got none, which is nobody where no limit is set. */
    public Set<DeliveryId> refused(List<Share> shares, MailPolicy policy) {
        Integer most = policy.perAddressPerDay();
        Set<DeliveryId> refused = new LinkedHashSet<>();
        if (most == null || shares.isEmpty()) {
            return refused;
        }
        try {
            days.bulkWrite(
                    shares.stream().map(share -> taking(share, most)).toList(), new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            e.getWriteErrors().stream()
                    .map(error -> shares.get(error.getIndex()))
                    .filter(share -> !has(share))
                    .forEach(share -> refused.add(share.mail()));
        }
        return refused;
    }

    /** Where the day is full, or has this mail already, nothing matches, and the insertion meets the day that is there. */
    private UpdateOneModel<Document> taking(Share share, int most) {
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq(share.id()),
                        Filters.lt("count", most),
                        Filters.ne("mails", share.mail().value())),
                Updates.combine(
                        Updates.setOnInsert("at", Date.from(clock.instant())),
                        Updates.inc("count", 1),
                        Updates.push("mails", share.mail().value())),
                new UpdateOptions().upsert(true));
    }

    private boolean has(Share share) {
        return days.countDocuments(Filters.and(
                        Filters.eq(share.id()), Filters.eq("mails", share.mail().value())))
                > 0;
    }
}
