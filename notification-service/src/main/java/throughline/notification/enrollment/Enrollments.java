package throughline.notification.enrollment;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Aggregates.Advance;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.contract.Event;
import throughline.contract.notification.EnrollmentAdvanced;
import throughline.contract.notification.EnrollmentEnded;
import throughline.contract.notification.EnrollmentStarted;
import throughline.event.Cause;
import throughline.notification.delivery.Deliveries;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.policy.MailPolicies;
import throughline.notification.sequence.SequenceVersion;

/**
 * The store and front door of runs. The index the tick uses holds only those that wait: its queries must say
 * {@code state: WAITING}, or it cannot be used.
 */
@Component
public class Enrollments {

    private static final Logger log = LoggerFactory.getLogger(Enrollments.class);

    static final String DUE_INDEX = "due";

    private static final Bson WAITING = Filters.eq("state.state", Status.WAITING.name());
    private static final Bson ASKING = Filters.eq("state.state", Status.AWAITING_APPROVAL.name());
    private static final List<String> RUNNING =
            Stream.of(Status.values()).filter(Status::running).map(Status::name).toList();
    private static final List<Integer> ALL_SLOTS =
            IntStream.range(0, Enrollment.SLOTS).boxed().toList();

    private final Aggregates<Enrollment> enrollments;
    private final Deliveries deliveries;
    private final MailPolicies policies;
    private final DueBell bell;
    private final Clock clock;

    Enrollments(AggregateFactory aggregates, Deliveries deliveries, MailPolicies policies, DueBell bell, Clock clock) {
        this.enrollments = aggregates.of("notification.enrollments", Enrollment.class);
        this.deliveries = deliveries;
        this.policies = policies;
        this.bell = bell;
        this.clock = clock;
        enrollments
                .collection()
                .createIndex(
                        Indexes.ascending("state.slot", "state.dueAt"),
                        new IndexOptions().name(DUE_INDEX).partialFilterExpression(WAITING));
        enrollments
                .collection()
                .createIndex(
                        Indexes.ascending("state.dueAt"),
                        new IndexOptions().name("approvals").partialFilterExpression(ASKING));
        enrollments.collection().createIndex(Indexes.ascending("state.clientId"));
        enrollments.collection().createIndex(Indexes.ascending("state.callId"));
        enrollments.collection().createIndex(Indexes.ascending("state.sequence", "state.state"));
    }

    /** The id of the run that an event starts in a sequence: the same event never starts a second. */
    static EnrollmentId id(String triggerId, String sequence) {
        return new EnrollmentId(
                UuidCreator.getNameBasedSha1(triggerId + ":" + sequence).toString());
    }

    /** All runs of a person are looked at by one instance at a time, so that the one that goes first can be chosen. */
    static int slotOf(ClientId client) {
        return Math.floorMod(client.value().hashCode(), Enrollment.SLOTS);
    }

    /**
     * Starts a run, unless this event has started it before.
     *
     * @param refused the reason why nothing may be sent from the beginning; the run is kept to show it
     * @param paused whether its sequence stands still
     * @return the run as it stands now
     */
    Enrollment start(
            EnrollmentId id,
            Enrollment fresh,
            SequenceVersion version,
            @Nullable String refused,
            boolean paused,
            Cause cause) {
        Instant now = clock.instant();
        Written<Enrollment, String> written = enrollments.change(id.value(), cause, before -> {
            if (before.isPresent()) {
                return Decision.unchanged();
            }
            Enrollment begun =
                    refused == null ? Runs.begin(fresh, version, policies.current(), now) : fresh.ended(refused, now);
            Enrollment kept = paused && begun.state() == Status.WAITING ? begun.paused() : begun;
            return Decision.changed(kept, kept.state().running() ? started(id, kept) : over(id, kept));
        });
        if (written instanceof Written.Done<Enrollment, String> done && !done.repeated()) {
            log.info(
                    "Enrollment {} of client {} in '{}' has begun: {}.",
                    id,
                    fresh.clientId(),
                    fresh.sequence(),
                    done.state().dueAt() == null
                            ? "over at once"
                            : "first step due at " + done.state().dueAt());
            bell.ring();
        }
        return written instanceof Written.Done<Enrollment, String> done ? done.state() : fresh;
    }

    /** A moved call: its runs count from the new start, and what was planned for the old one is taken back. */
    Optional<Enrollment> move(
            Stored<Enrollment> run, SequenceVersion version, Instant start, Instant movedAt, Cause cause) {
        EnrollmentId id = new EnrollmentId(run.id());
        Instant now = clock.instant();
        Written<Enrollment, String> written = enrollments.change(run.id(), cause, before -> {
            Enrollment state = before.orElseThrow();
            if (state.state() == Status.ENDED || start.equals(state.callStart())) {
                return Decision.unchanged();
            }
            Enrollment moved = Runs.moved(state, version, start, movedAt, policies.current(), now);
            return Decision.changed(moved, factsOf(id, moved));
        });
        if (written instanceof Written.Done<Enrollment, String> done && !done.repeated()) {
            deliveries.skip(id, "stale");
            bell.ring();
            return Optional.of(done.state());
        }
        return Optional.empty();
    }

    /**
     * Changes a run that is still going on; nothing happens to one that is not, or if the change changes nothing.
     *
     * @return the run after it, if it was changed now
     */
    Optional<Enrollment> change(String runId, Cause cause, UnaryOperator<Enrollment> change) {
        EnrollmentId id = new EnrollmentId(runId);
        if (enrollments.find(runId).isEmpty()) {
            return Optional.empty();
        }
        Written<Enrollment, String> written = enrollments.change(runId, cause, before -> {
            Enrollment state = before.orElseThrow();
            Enrollment next = state.state().running() ? change.apply(state) : state;
            return next.equals(state) ? Decision.unchanged() : Decision.changed(next, factsOf(id, next));
        });
        if (written instanceof Written.Done<Enrollment, String> done && !done.repeated()) {
            bell.ring();
            return Optional.of(done.state());
        }
        return Optional.empty();
    }

    /** Runs of a sequence in a state, in the order of their ids, after the given one. */
    List<Stored<Enrollment>> inState(String sequence, Status state, String after, int limit) {
        return enrollments.find(
                Filters.and(
                        Filters.eq("state.sequence", sequence),
                        Filters.eq("state.state", state.name()),
                        Filters.gt("_id", after)),
                Sorts.ascending("_id"),
                0,
                limit);
    }

    /** Sets every waiting run of a sequence still, at once. */
    long pauseWaiting(String sequence) {
        return enrollments
                .collection()
                .updateMany(
                        Filters.and(Filters.eq("state.sequence", sequence), WAITING),
                        Updates.combine(Updates.set("state.state", Status.PAUSED.name()), Updates.inc("version", 1L)))
                .getModifiedCount();
    }

    /** How many there are in each version and state of a sequence that still go on. */
    public Map<Integer, Long> runningByVersion(String sequence) {
        Map<Integer, Long> counts = new TreeMap<>();
        enrollments
                .collection()
                .aggregate(List.of(
                        new Document(
                                "$match",
                                new Document("state.sequence", sequence)
                                        .append("state.state", new Document("$in", RUNNING))),
                        new Document(
                                "$group", new Document("_id", "$state.version").append("n", new Document("$sum", 1L)))))
                .forEach(row -> counts.put(row.getInteger("_id"), row.getLong("n")));
        return counts;
    }

    /** Runs whose mail was not decided about in time. */
    public List<Stored<Enrollment>> approvalsOver(Instant now, int limit) {
        return enrollments.find(
                Filters.and(ASKING, Filters.lte("state.dueAt", Date.from(now))),
                Sorts.ascending("state.dueAt"),
                0,
                limit);
    }

    /** How many mails wait for the practitioner's word. */
    public long asking() {
        return enrollments.collection().countDocuments(ASKING);
    }

    /**
     * Ends a run and takes back what it has planned. A run that has come to its end already is changed only if something of it
     * was still waiting to be sent.
     *
     * @return whether it ended now
     */
    boolean end(Stored<Enrollment> run, String because, Cause cause) {
        EnrollmentId id = new EnrollmentId(run.id());
        boolean stillPlanned = run.state().state() == Status.COMPLETED && deliveries.skip(id, because) > 0;
        if (!run.state().state().running() && !stillPlanned) {
            return false;
        }
        Written<Enrollment, String> written =
                enrollments.change(run.id(), cause.then(cause.operationId() + ":" + run.id()), before -> {
                    Enrollment state = before.orElseThrow();
                    return state.state() == Status.ENDED
                            ? Decision.unchanged()
                            : Decision.changed(
                                    state.ended(because, clock.instant()),
                                    over(id, state.ended(because, clock.instant())));
                });
        deliveries.skip(id, because);
        return written instanceof Written.Done<Enrollment, String> done && !done.repeated();
    }

    /** Ends every run of a client for which the condition holds. */
    public int endAll(ClientId client, Predicate<Enrollment> which, String because, Cause cause) {
        int ended = 0;
        for (Stored<Enrollment> run : ofClient(client)) {
            if (which.test(run.state()) && end(run, because, cause)) {
                ended++;
            }
        }
        return ended;
    }

    /** A client's runs belong to the one their record was joined into; what is planned stays planned. */
    void handOver(ClientId from, ClientId to) {
        enrollments
                .collection()
                .updateMany(
                        Filters.eq("state.clientId", from.value()),
                        Updates.combine(Updates.set("state.clientId", to.value()), Updates.inc("version", 1L)));
    }

    /** Ends a run by hand; empty if there is none of that id. */
    Optional<Stored<Enrollment>> stop(String id, Cause cause) {
        Optional<Stored<Enrollment>> run = enrollments.find(id);
        run.ifPresent(r -> end(r, "stopped", cause));
        return run.flatMap(r -> enrollments.find(id));
    }

    public Optional<Stored<Enrollment>> find(EnrollmentId id) {
        return enrollments.find(id.value());
    }

    List<Stored<Enrollment>> ofClient(ClientId client) {
        return enrollments.find(
                Filters.eq("state.clientId", client.value()), Sorts.ascending("state.triggeredAt"), 0, 0);
    }

    /** Runs by client, sequence and state, newest first; {@code page} from 1. */
    public List<Stored<Enrollment>> page(
            @Nullable String client, @Nullable String sequence, @Nullable Status state, int page, int size) {
        List<Bson> filters = new ArrayList<>();
        if (client != null) {
            filters.add(Filters.eq("state.clientId", client));
        }
        if (sequence != null) {
            filters.add(Filters.eq("state.sequence", sequence));
        }
        if (state != null) {
            filters.add(Filters.eq("state.state", state.name()));
        }
        return enrollments.find(
                filters.isEmpty() ? new Document() : Filters.and(filters),
                Sorts.descending("state.triggeredAt", "_id"),
                (page - 1) * size,
                size);
    }

    /** How many wait in a sequence. */
    public long inFlight(String sequence) {
        return enrollments.collection().countDocuments(Filters.and(Filters.eq("state.sequence", sequence), WAITING));
    }

    /** The next due time in a sequence. */
    public Optional<Instant> nextDue(String sequence) {
        return enrollments
                .find(
                        Filters.and(Filters.eq("state.sequence", sequence), WAITING),
                        Sorts.ascending("state.dueAt"),
                        0,
                        1)
                .stream()
                .findFirst()
                .map(run -> run.state().dueAt());
    }

    /** Up to {@code limit} of one slot that are due, the longest due first. */
    public List<Stored<Enrollment>> due(int slot, Instant now, int limit) {
        return enrollments.find(dueFilter(List.of(slot), now), Sorts.ascending("state.dueAt"), 0, limit);
    }

    /** The same of all slots. */
    public List<Stored<Enrollment>> due(Instant now, int limit) {
        return enrollments.find(dueFilter(ALL_SLOTS, now), Sorts.ascending("state.dueAt"), 0, limit);
    }

    /** The earliest due time of all that wait, also if it has passed. */
    public Optional<Instant> nextDue() {
        return Stream.of(waitingFilter(), ASKING)
                .flatMap(filter -> firstDue(filter).stream())
                .min(Instant::compareTo);
    }

    private Optional<Instant> firstDue(Bson filter) {
        Document first = enrollments
                .collection()
                .find(filter)
                .sort(Sorts.ascending("state.dueAt"))
                .projection(new Document("state.dueAt", 1))
                .first();
        return Optional.ofNullable(first)
                .map(d -> d.get("state", Document.class).getDate("dueAt").toInstant());
    }

    static Bson waitingFilter() {
        return Filters.and(WAITING, Filters.in("state.slot", ALL_SLOTS));
    }

    static Bson dueFilter(List<Integer> slots, Instant now) {
        return Filters.and(WAITING, Filters.in("state.slot", slots), Filters.lte("state.dueAt", Date.from(now)));
    }

    /** How many are due, counted up to {@code most}. */
    public long countDue(Instant now, long most) {
        return enrollments.collection().countDocuments(dueFilter(ALL_SLOTS, now), new CountOptions().limit((int) most));
    }

    /** Writes what a tick decided; whoever was changed by someone else meanwhile stays as they are. */
    public int advance(List<Advance<Enrollment>> batch) {
        return enrollments.advance(batch);
    }

    /** The facts of a turn: the next step, or the end. */
    public static List<? extends Event> factsOf(EnrollmentId id, Enrollment next) {
        return next.state().running() ? List.of(advanced(id, next)) : List.of(over(id, next));
    }

    private static EnrollmentStarted started(EnrollmentId id, Enrollment run) {
        return new EnrollmentStarted(
                id, run.clientId(), run.sequence(), run.version(), run.step(), run.dueAt(), run.rule());
    }

    private static EnrollmentAdvanced advanced(EnrollmentId id, Enrollment run) {
        return new EnrollmentAdvanced(
                id, run.clientId(), run.sequence(), run.version(), run.step(), run.dueAt(), run.rule());
    }

    private static EnrollmentEnded over(EnrollmentId id, Enrollment run) {
        return new EnrollmentEnded(
                id,
                run.clientId(),
                run.sequence(),
                run.version(),
                run.step(),
                run.endedBecause() == null ? "completed" : run.endedBecause());
    }
}
