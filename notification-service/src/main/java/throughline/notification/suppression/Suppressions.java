package throughline.notification.suppression;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.contract.ClientId;
import throughline.contract.notification.AddressSuppressed;
import throughline.event.Cause;

/**
 * Who must not be written to. {@code _id} is address hash and purpose, so the same suppression can be put in twice and in
 * parallel. Lifting keeps the document.
 */
@Component
public class Suppressions {

    private final Aggregates<SuppressionState> suppressions;
    private final Clock clock;

    Suppressions(AggregateFactory aggregates, Clock clock) {
        this.suppressions = aggregates.of("notification.suppressions", SuppressionState.class);
        this.clock = clock;
        suppressions.collection().createIndex(Indexes.descending("state.at"));
    }

    /**
     * @param email for staff to read; null where it is not known any more
     * @param clients who is reached there, for the facts
     */
    public void add(
            String address,
            @Nullable String email,
            Purpose purpose,
            String reason,
            String by,
            Collection<ClientId> clients,
            Cause cause) {
        suppressions.<String>change(
                id(address, purpose),
                cause,
                before -> before.filter(SuppressionState::active).isPresent()
                        ? Decision.unchanged()
                        : Decision.changed(
                                new SuppressionState(address, purpose, email, reason, by, clock.instant(), true),
                                clients.stream()
                                        .map(client -> new AddressSuppressed(client, reason))
                                        .toList()));
    }

    /** @return whether there was one */
    public boolean lift(String address, Purpose purpose, Cause cause) {
        String id = id(address, purpose);
        if (suppressions.find(id).filter(s -> s.state().active()).isEmpty()) {
            return false;
        }
        suppressions.<String>change(
                id,
                cause,
                before -> before.filter(SuppressionState::active)
                        .map(s -> Decision.<SuppressionState, String>changed(s.lifted()))
                        .orElseGet(Decision::unchanged));
        return true;
    }

    /** Why nothing may go to this address for this purpose, as a code; empty if it may. */
    public Optional<String> reason(String address, Purpose purpose) {
        return Optional.ofNullable(reasons(List.of(address), purpose).get(address));
    }

    /** The same for many addresses; those that may be written to are left out. */
    public Map<String, String> reasons(Collection<String> addresses, Purpose purpose) {
        List<String> ids = new ArrayList<>();
        for (String address : addresses) {
            ids.add(id(address, Purpose.ALL));
            ids.add(id(address, purpose));
        }
        Map<String, String> reasons = new HashMap<>();
        for (Stored<SuppressionState> found : suppressions.find(
                Filters.and(Filters.in("_id", ids), Filters.eq("state.active", true)), Sorts.ascending("_id"), 0, 0)) {
            reasons.put(found.state().address(), codeOf(found.state().reason()));
        }
        return reasons;
    }

    /** Forgets how an erased person's address read; that it is suppressed stays. */
    public void forget(String address) {
        suppressions
                .collection()
                .updateMany(
                        Filters.eq("state.address", address),
                        Updates.combine(Updates.unset("state.email"), Updates.inc("version", 1L)));
    }

    /** The active ones, newest first; {@code page} from 1. */
    public List<Suppressed> page(int page, int size) {
        return suppressions
                .find(Filters.eq("state.active", true), Sorts.descending("state.at", "_id"), (page - 1) * size, size)
                .stream()
                .map(Suppressed::of)
                .toList();
    }

    public Optional<Suppressed> find(String id) {
        return suppressions.find(id).filter(s -> s.state().active()).map(Suppressed::of);
    }

    public Optional<Suppressed> find(String address, Purpose purpose) {
        return find(id(address, purpose));
    }

    /** What staff wrote as a reason is theirs; in a delivery it is just suppressed. */
    private static String codeOf(String reason) {
        return switch (reason) {
            case "unsubscribed", "complained", "undeliverable" -> reason;
            default -> "suppressed";
        };
    }

    private static String id(String address, Purpose purpose) {
        return address + ":" + purpose.code();
    }
}
