package throughline.booking.waiting;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.booking.waiting.WaitingRules.No;
import throughline.contract.ClientId;
import throughline.contract.PractitionerId;
import throughline.event.Cause;

/** The waiting lists, kept in {@code booking.waiting}, one document per practitioner: its compare-and-set says who is next. */
@Component
class WaitingLists {

    private final Aggregates<WaitingList> lists;

    WaitingLists(AggregateFactory aggregates) {
        this.lists = aggregates.of("booking.waiting", WaitingList.class);
    }

    WaitingList of(PractitionerId practitioner) {
        return lists.find(practitioner.value()).map(Stored::state).orElse(WaitingList.EMPTY);
    }

    /** A list with its practitioner. */
    record Owned(PractitionerId practitioner, WaitingList list) {}

    List<Owned> all() {
        return lists.find(Filters.empty(), Sorts.ascending("_id"), 0, 0).stream()
                .map(stored -> new Owned(new PractitionerId(stored.id()), stored.state()))
                .toList();
    }

    List<PractitionerId> waitingFor(ClientId client) {
        return lists.find(Filters.eq("state.people.client", client.value()), Sorts.ascending("_id"), 0, 0).stream()
                .map(stored -> new PractitionerId(stored.id()))
                .toList();
    }

    /** Those for whose time somebody waits. */
    List<PractitionerId> awaited() {
        return all().stream()
                .filter(owned -> !owned.list().people().isEmpty())
                .map(Owned::practitioner)
                .toList();
    }

    /** Those with an offer that has run out, or with time that became free and is not looked at yet. */
    List<PractitionerId> withWork(Instant now) {
        return all().stream()
                .filter(owned -> !owned.list().freed().isEmpty()
                        || owned.list().people().stream()
                                .map(Waiting::offer)
                                .anyMatch(live -> live != null && !now.isBefore(live.expiresAt())))
                .map(Owned::practitioner)
                .toList();
    }

    Optional<Instant> nextEnd() {
        return all().stream()
                .flatMap(owned -> owned.list().people().stream())
                .map(Waiting::offer)
                .flatMap(live -> live == null ? Stream.<Instant>empty() : Stream.of(live.expiresAt()))
                .min(Comparator.naturalOrder());
    }

    Written<WaitingList, No> change(
            PractitionerId practitioner, Cause cause, Function<WaitingList, Decision<WaitingList, No>> rule) {
        return lists.change(practitioner.value(), cause, read -> {
            Decision<WaitingList, No> decision = rule.apply(read.orElse(WaitingList.EMPTY));
            return read.isEmpty() && decision instanceof Decision.Unchanged<WaitingList, No>
                    ? Decision.changed(WaitingList.EMPTY)
                    : decision;
        });
    }
}
