package throughline.notification.relay;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.clock.MachineTime;
import throughline.notification.transport.Outcome;
import throughline.notification.transport.Phase;
import throughline.notification.transport.Reply;

/**
 * The breakers of all relays and domains:
 *
 * <pre>notification.breakers { _id: "relay:smtp.example:587" | "domain:example.com",
 *                          failures, openings, openUntil?, reason, code, status, since }</pre>
 *
 * Kept in memory and in the database; {@link #refresh} brings in what other processes found out. One that could not be written
 * still holds in this process, and is written with the next refresh. A refresh and a change wait for each other: else what had
 * been read a moment before a change would undo it.
 */
public final class Breakers {
    /** So many domains that do not want us at the same time: it is not them. */
    private static final int DOMAINS_THAT_MEAN_US = 3;

    private static final Logger log = LoggerFactory.getLogger(Breakers.class);

    private final MongoCollection<Document> stored;
    private final Clock clock;
    private final MachineTime machine;
    private final Map<String, Breaker> known = new ConcurrentHashMap<>();
    private final Set<String> unwritten = new HashSet<>();

    public Breakers(MongoCollection<Document> stored, Clock clock, MachineTime machine) {
        this.stored = stored;
        this.clock = clock;
        this.machine = machine;
    }

    public static String relay(String name) {
        return "relay:" + name;
    }

    public static String domain(String address) {
        return "domain:" + address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Reads what all processes know. */
    public synchronized void refresh() {
        List.copyOf(unwritten).forEach(this::write);
        var read = new HashMap<String, Breaker>();
        for (var document : stored.find()) {
            read.put(document.getString("_id"), read(document));
        }
        read.keySet().removeAll(unwritten);
        known.keySet().removeIf(id -> !read.containsKey(id) && !unwritten.contains(id));
        known.putAll(read);
    }

    /** Until when it is left alone, if it is. */
    public Optional<Instant> openUntil(String id) {
        return Optional.ofNullable(known.get(id))
                .filter(breaker -> breaker.isOpen(now(id)))
                .map(Breaker::openUntil);
    }

    /** Those that are open, relays first. */
    public List<Breaker> open() {
        return known.values().stream()
                .filter(breaker -> breaker.isOpen(now(breaker.id())))
                .sorted(Comparator.comparing(Breaker::isRelay).reversed().thenComparing(Breaker::id))
                .toList();
    }

    /** Staff want it tried again now. */
    public synchronized void close(String id) {
        stored.deleteOne(Filters.eq(id));
        unwritten.remove(id);
        known.remove(id);
    }

    /** Draws the consequences of one try at a relay. */
    void judge(String relay, String to, Outcome outcome) {
        var reply = outcome.reply();
        switch (outcome) {
            case Outcome.Accepted _ -> {
                works(relay(relay));
                works(domain(to));
            }
            case Outcome.Deferred(Reply _, String reason) when reason.equals("sender") -> refused(relay, to, reply);
            case Outcome.Deferred(Reply _, String _)
            when reply.phase() == Phase.CONNECT ->
                change(relay(relay), before -> before.unreachable(reply.code(), machine.now()));
            case Outcome.Deferred _, Outcome.Rejected _, Outcome.InDoubt _ -> {
                if (reply.code() >= 200 && reply.phase() != Phase.CONNECT) {
                    works(relay(relay));
                }
            }
            case Outcome.Withheld _ -> {}
        }
    }

    private void refused(String relay, String to, Reply reply) {
        boolean beforeTheRecipient = reply.phase() == Phase.CONNECT || reply.phase() == Phase.MAIL;
        refusesUs(beforeTheRecipient ? relay(relay) : domain(to), reply);
        if (!beforeTheRecipient && manyDomainsRefuseUs()) {
            refusesUs(relay(relay), reply);
        }
    }

    /** A bounce says that this domain does not want mail from us. */
    public void refusedBy(String address, int code, String status) {
        refusesUs(domain(address), new Reply(Phase.REPLIED, code, status));
    }

    private void refusesUs(String id, Reply reply) {
        change(id, before -> before.refusesUs(reply.code(), reply.status(), now(id)));
    }

    private boolean manyDomainsRefuseUs() {
        return open().stream().filter(breaker -> !breaker.isRelay()).count() >= DOMAINS_THAT_MEAN_US;
    }

    private void works(String id) {
        if (known.containsKey(id)) {
            forget(id);
        }
    }

    private synchronized void forget(String id) {
        if (known.remove(id) != null) {
            log.info("{} takes mails again.", label(id));
            write(id);
        }
    }

    private synchronized void change(String id, UnaryOperator<Breaker> decide) {
        var now = now(id);
        var before = known.getOrDefault(id, Breaker.closed(id, now));
        var after = decide.apply(before);
        if (after.equals(before)) {
            return;
        }
        known.put(id, after);
        if (after.isOpen(now) && !before.isOpen(now)) {
            log.warn("{} is left alone until {}: {} {}.", label(id), after.openUntil(), after.code(), after.status());
        }
        write(id);
    }

    /** As it is known now. */
    private void write(String id) {
        var breaker = known.get(id);
        try {
            if (breaker == null) {
                stored.deleteOne(Filters.eq(id));
            } else {
                stored.replaceOne(Filters.eq(id), document(breaker), new ReplaceOptions().upsert(true));
            }
            unwritten.remove(id);
        } catch (MongoException e) {
            unwritten.add(id);
            log.warn("A breaker could not be written; it holds in this process. {}", e.toString());
        }
    }

    private static String label(String id) {
        return id.startsWith("relay:") ? "The relay" : "A domain";
    }

    private Instant now(String id) {
        return id.startsWith("relay:") ? machine.now() : clock.instant();
    }

    private static Document document(Breaker breaker) {
        var document = new Document("_id", breaker.id())
                .append("failures", breaker.failures())
                .append("openings", breaker.openings())
                .append("reason", breaker.reason())
                .append("code", breaker.code())
                .append("status", breaker.status())
                .append("since", Date.from(breaker.since()));
        if (breaker.openUntil() != null) {
            document.append("openUntil", Date.from(breaker.openUntil()));
        }
        return document;
    }

    private static Breaker read(Document document) {
        var until = document.getDate("openUntil");
        return new Breaker(
                document.getString("_id"),
                document.getInteger("failures", 0),
                document.getInteger("openings", 0),
                until == null ? null : until.toInstant(),
                document.getString("reason"),
                document.getInteger("code", 0),
                document.getString("status"),
                document.getDate("since").toInstant());
    }
}
