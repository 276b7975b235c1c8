package throughline.notification.delivery;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import throughline.contract.notification.DeliveryEvent;
import throughline.outbox.Outbox;
import throughline.outbox.OutboxFactory;

/**
 * The rows in MongoDB. Every change is one update on {@code {_id, version}} that also carries its facts; whoever reads an
 * older version changes nothing.
 */
final class Ledger {
    private static final int DUPLICATE_KEY = 11_000;
    private static final List<String> WAITING = names(DeliveryState.WAITING);
    private static final List<String> HELD = names(DeliveryState.HELD);
    /** Rows in which something is to be done at a time to come. */
    private static final List<String> DUE =
            names(Set.of(DeliveryState.PLANNED, DeliveryState.DEFERRED, DeliveryState.IN_DOUBT));

    /**
     * On rows with a {@code nextAt}, and named in the queries: left alone, the planner takes the list's index and reads every
     * waiting row; and a partial index on a list of states is not used for a query on some of them (seen on 6.0.5).
     */
    static final String DUE_INDEX = "due-by-lane";

    private static final String NAME = "state.now.name";
    private static final String NEXT = "state.now.nextAt";
    private static final String UNTIL = "state.now.until";
    private static final String CHANGED = "state.now.changedAt";
    private static final String LANE = "state.plan.lane";
    private static final String BECAUSE = "state.plan.because";
    private static final String PURPOSE = "state.plan.purpose";
    private static final String ARTICLE_INDEX = "articles";
    private static final String CLIENT = "state.plan.clientId";

    private static final Bson BY_STATE =
            Indexes.compoundIndex(Indexes.ascending(NAME), Indexes.descending("state.plan.dueAt"));

    private static final String PRACTICE = "practice";
    /** Told again to forget, there is nothing to change. */
    private static final Bson PERSONAL = ne("state.plan.to", "");

    private static final Bson NOTHING_PERSONAL = Updates.combine(
            Updates.set("state.plan.to", ""),
            Updates.unset("state.plan.toName"),
            Updates.set("state.plan.subject", ""),
            Updates.set("state.plan.values", List.of()),
            Updates.unset("state.plan.calendar"),
            Updates.unset("state.plan.unsubscribe"),
            Updates.inc("version", 1L));

    private final MongoCollection<Document> rows;
    private final Outbox outbox;

    Ledger(MongoCollection<Document> rows, OutboxFactory outboxes) {
        this.rows = rows;
        this.outbox = outboxes.of(rows);
        rows.createIndex(
                Indexes.ascending(LANE, NEXT),
                new IndexOptions().name(DUE_INDEX).partialFilterExpression(exists(NEXT)));
        rows.createIndex(
                Indexes.ascending(UNTIL), new IndexOptions().name("leases").partialFilterExpression(exists(UNTIL)));
        rows.createIndex(Indexes.compoundIndex(Indexes.ascending(CLIENT), Indexes.descending("state.plan.dueAt")));
        rows.createIndex(BY_STATE);
        rows.createIndex(
                Indexes.ascending(BECAUSE),
                new IndexOptions().name(ARTICLE_INDEX).partialFilterExpression(eq(PURPOSE, Plan.ARTICLES)));
        rows.createIndex(
                Indexes.ascending("state.now.reason", "state.plan.dueAt"),
                new IndexOptions()
                        .name("awaiting-approval")
                        .partialFilterExpression(eq("state.now.reason", Deliveries.AWAITING_APPROVAL)));
        rows.createIndex(
                Indexes.ascending("state.plan.origin.enrollmentId"),
                new IndexOptions().partialFilterExpression(exists("state.plan.origin.enrollmentId")));
    }

    /** One change of one row; {@code before} as it was read. */
    record Change(Delivery before, Fate.Step step) {}

    /** Adds rows that are not there yet; each with its first fact. */
    void insert(List<Delivery> planned) {
        if (planned.isEmpty()) {
            return;
        }
        var documents = planned.stream()
                .map(row -> DeliveryDocuments.document(
                        row, outbox.append(0, firstFacts(row), row.plan().cause(row.id(), "plan"))))
                .toList();
        var known = new HashSet<Integer>();
        try {
            rows.insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            e.getWriteErrors().forEach(error -> known.add(error.getIndex()));
        }
        outbox.publishSoon(IntStream.range(0, planned.size())
                .filter(i -> !known.contains(i))
                .mapToObj(i -> planned.get(i).id())
                .toList());
    }

    /** A row may begin as one that is not sent. */
    private static List<DeliveryEvent> firstFacts(Delivery row) {
        var facts = new ArrayList<DeliveryEvent>(List.of(Fate.planned(row)));
        if (row.state() == DeliveryState.SKIPPED) {
            var progress = row.progress();
            facts.addAll(Fate.skipped(row, String.valueOf(progress.reason()), progress.changedAt())
                    .facts());
        }
        return facts;
    }

    /** The query of each look; its plan must be an index scan that reads due rows only, which a test asserts. */
    static Bson due(Lane lane, Instant now) {
        return and(in(NAME, WAITING), eq(LANE, lane.name()), lte(NEXT, Date.from(now)));
    }

    /**
     * Takes due rows of a lane, the longest waiting first. Another sender may take some of them at the same moment; each row
     * goes to one.
     */
    List<Delivery> claim(Lane lane, int most, String owner, Instant now, Instant until) {
        var ids = new ArrayList<String>();
        for (var row : rows.find(due(lane, now))
                .hintString(DUE_INDEX)
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending(NEXT))
                .limit(most)) {
            ids.add(row.getString("_id"));
        }
        if (ids.isEmpty()) {
            return List.of();
        }
        var token = UUID.randomUUID().toString();
        rows.updateMany(
                and(in("_id", ids), in(NAME, WAITING), lte(NEXT, Date.from(now))),
                Updates.combine(
                        Updates.set(NAME, DeliveryState.CLAIMED.name()),
                        Updates.set("state.now.owner", owner),
                        Updates.set("state.now.token", token),
                        Updates.set(UNTIL, Date.from(until)),
                        Updates.inc("version", 1L)));
        return read(rows.find(and(in("_id", ids), eq("state.now.token", token))).sort(Sorts.ascending(NEXT)));
    }

    /**
     * Lengthens those of a sender's claims that are still its own.
     *
     * @return the ids of these; the rest were taken from a sender that stood still, and it must not act on them any more
     */
    Collection<String> renew(String owner, Collection<String> ids, Instant until) {
        if (ids.isEmpty()) {
            return ids;
        }
        var ours = and(in("_id", ids), eq("state.now.owner", owner), in(NAME, HELD));
        var renewed = rows.updateMany(ours, Updates.set(UNTIL, Date.from(until)));
        return renewed.getMatchedCount() == ids.size()
                ? ids
                : rows.find(and(ours, eq(UNTIL, Date.from(until))))
                        .projection(Projections.include("_id"))
                        .map(row -> row.getString("_id"))
                        .into(new ArrayList<>());
    }

    /** Gives back what a sender has claimed and not begun, so that nobody has to wait for its leases to end. */
    void letGo(String owner) {
        rows.updateMany(
                and(gt(UNTIL, new Date(0)), eq("state.now.owner", owner), eq(NAME, DeliveryState.CLAIMED.name())),
                Updates.combine(
                        Updates.set(NAME, DeliveryState.PLANNED.name()),
                        Updates.unset(UNTIL),
                        Updates.inc("version", 1L)));
    }

    /**
     * Writes changes in one go, in this order; intents come last, and those on the same version are one update.
     *
     * @return those that took effect; the others had been changed by somebody else meanwhile. Told apart by identity, not by id:
     *     a process that stood still past its lease may hold the same row twice, as it was before and as it claimed it again
     */
    Set<Change> write(List<Change> changes) {
        if (changes.isEmpty()) {
            return Set.of();
        }
        var updates = new ArrayList<WriteModel<Document>>();
        var intents = new TreeMap<Long, List<Change>>();
        for (var change : changes) {
            if (change.step().next().state() == DeliveryState.DOT_INTENT) {
                intents.computeIfAbsent(change.before().version(), _ -> new ArrayList<>())
                        .add(change);
            } else {
                updates.add(update(change));
            }
        }
        intents.forEach((version, same) -> updates.add(intent(version, same)));
        var result = rows.bulkWrite(updates, new BulkWriteOptions().ordered(true));
        var written = result.getMatchedCount() == changes.size() ? changes : tookEffect(changes);
        outbox.publishSoon(written.stream()
                .filter(change -> !change.step().facts().isEmpty())
                .map(change -> change.before().id())
                .toList());
        Set<Change> same = Collections.newSetFromMap(new IdentityHashMap<>());
        same.addAll(written);
        return same;
    }

    boolean write(Change change) {
        return !write(List.of(change)).isEmpty();
    }

    /** Leaves the end of the lease alone, which its holder may have moved since it read the row. */
    private static UpdateManyModel<Document> intent(long version, List<Change> changes) {
        var ids = changes.stream().map(change -> change.before().id()).toList();
        var now = changes.getLast().step().next().changedAt();
        return new UpdateManyModel<>(
                and(in("_id", ids), eq("version", version)),
                Updates.combine(
                        Updates.set(NAME, DeliveryState.DOT_INTENT.name()),
                        Updates.set(CHANGED, Date.from(now)),
                        Updates.unset(NEXT),
                        Updates.inc("version", 1L)));
    }

    private UpdateOneModel<Document> update(Change change) {
        var before = change.before();
        var progress = new Document(
                "state.now", DeliveryDocuments.progress(change.step().next()));
        var filter = and(eq("_id", before.id()), eq("version", before.version()));
        if (change.step().facts().isEmpty()) {
            return new UpdateOneModel<>(
                    filter, new Document("$set", progress).append("$inc", new Document("version", 1L)));
        }
        var operation = change.step().next().state().name() + ":" + before.version();
        var facts = outbox.append(
                before.outboxSequence(), change.step().facts(), before.plan().cause(before.id(), operation));
        return new UpdateOneModel<>(filter, facts.with(progress));
    }

    private List<Change> tookEffect(List<Change> changes) {
        var ids = changes.stream().map(change -> change.before().id()).toList();
        var now = new HashMap<String, Delivery>();
        read(rows.find(in("_id", ids))).forEach(row -> now.put(row.id(), row));
        var written = new ArrayList<Change>();
        for (var change : changes) {
            var row = now.get(change.before().id());
            if (row != null
                    && row.version() == change.before().version() + 1
                    && row.state() == change.step().next().state()
                    && Objects.equals(row.tokenOrNull(), change.before().tokenOrNull())) {
                written.add(change);
            }
        }
        return written;
    }

    Optional<Delivery> find(String id) {
        return Optional.ofNullable(rows.find(eq("_id", id)).first()).map(DeliveryDocuments::read);
    }

    /** Rows whose holder has been silent for too long. */
    List<Delivery> leasesOver(Instant machineNow) {
        return read(rows.find(lt(UNTIL, Date.from(machineNow))).limit(500));
    }

    /** Rows in doubt whose resend is due. */
    List<Delivery> resendsDue(Instant now) {
        return read(rows.find(and(eq(NAME, DeliveryState.IN_DOUBT.name()), lte(NEXT, Date.from(now))))
                .hint(BY_STATE)
                .limit(500));
    }

    /** Rows nobody holds yet and that were planned for this enrollment. */
    List<Delivery> waitingOfEnrollment(String enrollmentId) {
        return read(rows.find(and(eq("state.plan.origin.enrollmentId", enrollmentId), in(NAME, WAITING))));
    }

    /** Rows of these enrollments in the order they were due. */
    List<Delivery> ofEnrollments(Collection<String> enrollmentIds) {
        return read(rows.find(in("state.plan.origin.enrollmentId", enrollmentIds))
                .sort(Sorts.ascending("state.plan.dueAt", "_id")));
    }

    /** Rows that wait for somebody's word, the oldest first. */
    List<Delivery> held(String reason, int most) {
        return read(rows.find(and(eq("state.now.reason", reason), eq(NAME, DeliveryState.PLANNED.name())))
                .sort(Sorts.ascending("state.plan.dueAt"))
                .limit(most));
    }

    /** Article rows of one cause that nobody holds, at most this many. */
    List<Delivery> waitingArticles(String because, int most) {
        return read(rows.find(and(articles(because), in(NAME, WAITING)))
                .hintString(ARTICLE_INDEX)
                .limit(most));
    }

    /** Takes the waiting article rows of one cause out of the queue: they stay, with nothing to be done. */
    long pauseArticles(String because) {
        return rows.updateMany(
                        and(articles(because), in(NAME, WAITING), exists(NEXT)),
                        Updates.combine(Updates.unset(NEXT), Updates.inc("version", 1L)))
                .getModifiedCount();
    }

    /** Puts them back, each when it was due or now; turns at a domain are given out afresh, so that all do not go at once. */
    long resumeArticles(String because, Instant now) {
        var next = new Document("$max", List.of("$state.plan.dueAt", Date.from(now)));
        var version = new Document("$add", List.of("$version", 1L));
        return rows.updateMany(
                        and(articles(because), in(NAME, WAITING), exists(NEXT, false)),
                        List.of(
                                new Document("$set", new Document(NEXT, next).append("version", version)),
                                new Document("$unset", "state.now.turnAt")))
                .getModifiedCount();
    }

    Tally tally(String because, Instant recentFrom) {
        var accepted = new Document("$eq", List.of("$" + NAME, DeliveryState.ACCEPTED.name()));
        var changed = "$" + CHANGED;
        var recent =
                new Document("$and", List.of(accepted, new Document("$gte", List.of(changed, Date.from(recentFrom)))));
        var group = new Document("_id", "$" + NAME)
                .append("mails", new Document("$sum", 1))
                .append("turn", new Document("$max", "$" + NEXT))
                .append("recent", new Document("$sum", new Document("$cond", List.of(recent, 1, 0))))
                .append("since", new Document("$min", new Document("$cond", List.of(recent, changed, "$$REMOVE"))))
                .append("first", new Document("$min", new Document("$cond", List.of(accepted, changed, "$$REMOVE"))))
                .append("last", new Document("$max", new Document("$cond", List.of(accepted, changed, "$$REMOVE"))));
        var states = new EnumMap<DeliveryState, Integer>(DeliveryState.class);
        @Nullable Instant turn = null;
        @Nullable Document taken = null;
        for (var found : rows.aggregate(List.of(
                        new Document("$match", new Document(BECAUSE, because).append(PURPOSE, Plan.ARTICLES)),
                        new Document("$group", group)))
                .hintString(ARTICLE_INDEX)) {
            var state = DeliveryState.valueOf(found.getString("_id"));
            states.put(state, found.getInteger("mails"));
            var at = instant(found, "turn");
            turn = at != null && (turn == null || at.isAfter(turn)) ? at : turn;
            taken = state == DeliveryState.ACCEPTED ? found : taken;
        }
        return taken == null
                ? new Tally(states, turn, 0, null, null, null)
                : new Tally(
                        states,
                        turn,
                        taken.getInteger("recent", 0),
                        instant(taken, "since"),
                        instant(taken, "first"),
                        instant(taken, "last"));
    }

    private static @Nullable Instant instant(Document found, String name) {
        var date = found.getDate(name);
        return date == null ? null : date.toInstant();
    }

    private static Bson articles(String because) {
        return and(eq(BECAUSE, because), eq(PURPOSE, Plan.ARTICLES));
    }

    List<Delivery> waitingOfClient(String clientId) {
        return read(rows.find(and(eq(CLIENT, clientId), in(NAME, WAITING))));
    }

    List<Delivery> page(Optional<String> clientId, Optional<DeliveryState> state, int skip, int most) {
        var filters = new ArrayList<Bson>();
        clientId.ifPresent(id -> filters.add(eq(CLIENT, id)));
        state.ifPresent(name -> filters.add(eq(NAME, name.name())));
        return read(rows.find(filters.isEmpty() ? new Document() : and(filters))
                .sort(Sorts.orderBy(Sorts.descending("state.plan.dueAt"), Sorts.ascending("_id")))
                .skip(skip)
                .limit(most));
    }

    long count(DeliveryState state) {
        return rows.countDocuments(eq(NAME, state.name()));
    }

    /** Whether anything is due now or in a sender's hands. */
    boolean isBusy(Instant now) {
        return nextDue().filter(due -> !due.isAfter(now)).isPresent() || isHeld();
    }

    /** Whether anything is in a sender's hands. */
    boolean isHeld() {
        return rows.find(gt(UNTIL, new Date(0))).limit(1).first() != null;
    }

    /** The earliest practice time at which something is to be done, over both lanes. */
    Optional<Instant> nextDue() {
        return Arrays.stream(Lane.values())
                .flatMap(lane -> nextDue(lane).stream())
                .min(Instant::compareTo);
    }

    private Optional<Instant> nextDue(Lane lane) {
        var first = rows.find(and(in(NAME, DUE), eq(LANE, lane.name()), gt(NEXT, new Date(0))))
                .hintString(DUE_INDEX)
                .projection(Projections.include(NEXT))
                .sort(Sorts.ascending(NEXT))
                .first();
        return Optional.ofNullable(first)
                .map(row -> row.getEmbedded(List.of("state", "now"), Document.class)
                        .getDate("nextAt")
                        .toInstant());
    }

    /** The practice's copies that are about a client: those of these ids, and those that name the address. */
    List<Delivery> copies(Collection<String> ids, @Nullable String email) {
        var named =
                email == null ? in("_id", ids) : or(in("_id", ids), elemMatch("state.plan.values", eq("value", email)));
        return read(rows.find(and(eq(CLIENT, PRACTICE), named)));
    }

    /** No new version: a sender that has a row in its hands still writes down what became of it. */
    void handOver(String fromClient, String toClient) {
        rows.updateMany(eq(CLIENT, fromClient), Updates.set(CLIENT, toClient));
    }

    /** Takes everything personal out of a client's rows; what became of them stays. */
    void forget(String clientId) {
        rows.updateMany(and(eq(CLIENT, clientId), PERSONAL), NOTHING_PERSONAL);
    }

    void forgetRows(Collection<String> ids) {
        rows.updateMany(and(in("_id", ids), PERSONAL), NOTHING_PERSONAL);
    }

    private static List<Delivery> read(FindIterable<Document> found) {
        var rows = new ArrayList<Delivery>();
        for (var document : found) {
            rows.add(DeliveryDocuments.read(document));
        }
        return rows;
    }

    private static List<String> names(Collection<DeliveryState> states) {
        return states.stream().map(Enum::name).sorted().toList();
    }
}
