package throughline.booking.call;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.BookingEvent;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.Outcome;
import throughline.event.Cause;

/**
 * The calls, kept in {@code booking.calls}. A call is written from what the calendar decided: at once, so that whoever asked
 * can see it, and again when the same fact comes back from Kafka, so that a crash in between repairs itself.
 */
@Component
public class Calls {

    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    private final Aggregates<Call> calls;
    private final ManageLinks links;
    private final Clock clock;
    private final MeterRegistry meters;

    Calls(AggregateFactory aggregates, ManageLinks links, Clock clock, MeterRegistry meters) {
        this.calls = aggregates.of("booking.calls", Call.class);
        this.links = links;
        this.clock = clock;
        this.meters = meters;
        calls.collection().createIndex(Indexes.ascending("state.start"));
        calls.collection().createIndex(Indexes.ascending("state.state", "state.start"));
        calls.collection()
                .createIndex(
                        Indexes.compoundIndex(Indexes.ascending("state.client"), Indexes.descending("state.start")));
        calls.collection().createIndex(Indexes.descending("state.asked.at"));
    }

    public Optional<Call> find(CallId id) {
        return calls.find(id.value()).map(Stored::state);
    }

    /** All that match, by start. */
    public List<Stored<Call>> find(Bson filter, int skip, int limit) {
        return calls.find(filter, Sorts.ascending("state.start", "_id"), skip, limit);
    }

    /** Calls that were held, or missed, and have no outcome yet. */
    public Bson withoutOutcome() {
        return Filters.and(
                Filters.eq("state.state", Call.State.CONFIRMED.name()),
                Filters.eq("state.outcome", null),
                Filters.lte("state.end", Date.from(clock.instant())));
    }

    /** All of a client's, by start. */
    public List<Stored<Call>> ofClient(ClientId client) {
        return find(Filters.eq("state.client", client.value()), 0, 0);
    }

    /** Gives all of a client's calls to the record theirs was joined into. May be repeated. */
    public void handOver(ClientId from, ClientId to) {
        changeAll(from, call -> call.of(to));
    }

    /** Takes out of a client's calls who they were with. May be repeated. */
    public void anonymise(ClientId client) {
        changeAll(client, Call::anonymous);
    }

    private void changeAll(ClientId client, UnaryOperator<Call> change) {
        for (Stored<Call> one : ofClient(client)) {
            calls.<Void>change(
                    one.id(),
                    Cause.command(),
                    before -> before.filter(call -> !change.apply(call).equals(call))
                            .map(call -> Decision.<Call, Void>changed(change.apply(call)))
                            .orElseGet(Decision::unchanged));
        }
    }

    public Instant now() {
        return clock.instant();
    }

    /** The one booked last, if there is one. */
    Optional<Call> newest() {
        return calls.find(Filters.empty(), Sorts.descending("state.asked.at"), 0, 1).stream()
                .map(Stored::state)
                .findFirst();
    }

    /** Takes note of a fact where it was decided. */
    public void decided(BookingEvent fact, @Nullable String request) {
        Cause cause = Cause.command();
        if (fact instanceof CallRequested requested) {
            create(requested, clock.instant(), request, cause);
        } else if (!apply(fact, cause, false)) {
            passOver(fact);
        }
        meters.counter(
                        "throughline.booking.calls",
                        "state",
                        fact.getClass()
                                .getSimpleName()
                                .substring("Call".length())
                                .toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Takes note of a fact that came back from Kafka. */
    void heard(BookingEvent fact, Instant at, @Nullable String request, Cause cause) {
        if (apply(fact, cause, true)) {
            return;
        }
        if (fact instanceof CallRequested requested) { // whoever decided it died before the call was written
            create(requested, at, request, cause.then(cause.operationId() + ":create"));
            apply(fact, cause, true);
        } else {
            passOver(fact);
        }
    }

    private static void passOver(BookingEvent fact) {
        log.warn(
                "Call {} is not known here; {} about it is passed over.",
                fact.subject(),
                fact.getClass().getSimpleName());
    }

    private void create(CallRequested fact, Instant at, @Nullable String request, Cause cause) {
        calls.<Void>change(
                fact.callId().value(),
                cause,
                before -> before.<Decision<Call, Void>>map(known -> Decision.unchanged())
                        .orElseGet(() -> Decision.changed(Call.of(fact, at, request))));
    }

    private enum Unknown {
        CALL
    }

    /** Whether the call is known. */
    private boolean apply(BookingEvent fact, Cause cause, boolean fromKafka) {
        int generation = fact instanceof CallRescheduled moved ? links.generationOf(moved.manageLink()) : 0;
        Written<Call, Unknown> written = calls.change(
                fact.subject(),
                cause,
                before -> before.map(call -> CallRules.<Unknown>after(fact, call, generation, fromKafka))
                        .orElseGet(() -> Decision.refused(Unknown.CALL)));
        return written instanceof Written.Done<Call, Unknown>;
    }

    Written<Call, CallRules.NoOutcome> record(CallId id, Outcome outcome) {
        Written<Call, CallRules.NoOutcome> written = calls.change(
                id.value(),
                Cause.command(),
                before -> before.map(call -> CallRules.outcome(id, call, outcome, clock.instant()))
                        .orElseGet(() -> Decision.refused(CallRules.NoOutcome.NOT_CONFIRMED)));
        if (written instanceof Written.Done<Call, CallRules.NoOutcome> done && !done.repeated()) {
            meters.counter("throughline.booking.calls", "state", outcome.name().toLowerCase(Locale.ROOT))
                    .increment();
        }
        return written;
    }
}
