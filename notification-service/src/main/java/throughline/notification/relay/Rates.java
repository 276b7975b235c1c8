package throughline.notification.relay;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import throughline.clock.MachineTime;

/**
 * Token buckets that all processes share and that outlive them:
 *
 * <pre>
 * notification.rates { _id: "relay", tokens, at, granted }       // refilled by machine time when asked
 *                    { _id: "domain:example.com", next }         // practice time of the next free turn
 * </pre>
 *
 * <p>The relay's bucket is asked before mails are claimed: what has no token stays in the ledger. The bulk lane leaves a part of it
 * to the other. A domain's turns are given out ahead, one to each mail, so a mail waits once and is not claimed again and again.
 */
public final class Rates {
    private static final String RELAY = "relay";
    /** Turns that may be taken at once after a quiet time. */
    private static final int AT_ONCE = 5;

    private final MongoCollection<Document> buckets;
    private final SendingLimits.Source limits;
    private final MachineTime machine;

    public Rates(MongoCollection<Document> buckets, SendingLimits.Source limits, MachineTime machine) {
        this.buckets = buckets;
        this.limits = limits;
        this.machine = machine;
    }

    public SendingLimits limits() {
        return limits.now();
    }

    /**
     * Takes tokens of the relay.
     *
     * @param bulk leaves a quarter of the bucket, at least one, to mails that cannot wait
     * @return how many mails may go, at most {@code most}
     */
    public int take(int most, boolean bulk) {
        var now = limits.now();
        if (now.relayPerMinute() == null) {
            return most;
        }
        int spared = bulk ? Math.max(1, now.burst() / 4) : 0;
        var at = Date.from(machine.now());
        double perMilli = now.relayPerMinute() / 60_000.0;
        var elapsed = new Document(
                "$max",
                List.of(0, new Document("$subtract", List.of(at, new Document("$ifNull", List.of("$at", at))))));
        var refilled = new Document(
                "$min",
                List.of(
                        now.burst(),
                        new Document(
                                "$add",
                                List.of(
                                        new Document("$ifNull", List.of("$tokens", now.burst())),
                                        new Document("$multiply", List.of(perMilli, elapsed))))));
        var granted = new Document(
                "$max",
                List.of(
                        0,
                        new Document(
                                "$min",
                                List.of(
                                        most,
                                        new Document(
                                                "$floor", new Document("$subtract", List.of("$tokens", spared)))))));
        var after = buckets.findOneAndUpdate(
                Filters.eq(RELAY),
                List.of(
                        new Document("$set", new Document("tokens", refilled)),
                        new Document("$set", new Document("granted", granted).append("at", at)),
                        new Document(
                                "$set",
                                new Document("tokens", new Document("$subtract", List.of("$tokens", "$granted"))))),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return after == null ? 0 : after.get("granted", Number.class).intValue();
    }

    /** Tokens for which there was no mail. */
    public void giveBack(int unused) {
        if (unused > 0 && limits.now().relayPerMinute() != null) {
            buckets.updateOne(Filters.eq(RELAY), Updates.inc("tokens", unused));
        }
    }

    /**
     * The next turns at a domain, in order; some of them may be now.
     *
     * @param domain as {@link Breakers#domain} writes it
     */
    public List<Instant> turns(String domain, int count, Instant now) {
        var perMinute = limits.now().domainPerMinute();
        if (perMinute == null) {
            return java.util.Collections.nCopies(count, now);
        }
        var between = Duration.ofMinutes(1).dividedBy(perMinute);
        var earliest = Date.from(now.minus(between.multipliedBy(Math.min(AT_ONCE, perMinute) - 1L)));
        var first = new Document("$max", List.of(new Document("$ifNull", List.of("$next", earliest)), earliest));
        var after = buckets.findOneAndUpdate(
                Filters.eq(domain),
                List.of(new Document(
                        "$set",
                        new Document(
                                "next",
                                new Document(
                                        "$add",
                                        List.of(
                                                first,
                                                between.multipliedBy(count).toMillis()))))),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        var end = after == null ? now : after.getDate("next").toInstant();
        return IntStream.range(0, count)
                .mapToObj(i -> end.minus(between.multipliedBy((long) count - i)))
                .map(turn -> turn.isBefore(now) ? now : turn)
                .toList();
    }

    /** A mail that does not wait for its turn still uses one, for those that do. */
    public void use(String domain, int count, Instant now) {
        if (limits.now().domainPerMinute() != null) {
            turns(domain, count, now);
        }
    }
}
