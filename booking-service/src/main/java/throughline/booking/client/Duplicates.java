package throughline.booking.client;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.contract.ClientId;
import throughline.contract.booking.PossibleDuplicateClient;
import throughline.event.Cause;

/**
 * Pairs of records that may be one person, kept in {@code booking.duplicates}. The id is made of both clients' in alphabetical
 * order, so a pair is told once, whoever finds it and however often.
 */
@Component
public class Duplicates {

    private static final int MOST = 5;

    private final Aggregates<PossibleDuplicate> pairs;
    private final Clients clients;

    Duplicates(AggregateFactory aggregates, Clients clients) {
        this.pairs = aggregates.of("booking.duplicates", PossibleDuplicate.class);
        this.clients = clients;
        pairs.collection().createIndex(Indexes.ascending("state.client"));
        pairs.collection().createIndex(Indexes.ascending("state.other"));
    }

    /** Looks whether a client resembles others. May be repeated. */
    public void look(ClientId id, Cause cause) {
        Client client = clients.find(id).filter(Client::isSomebody).orElse(null);
        Likeness likeness = client == null ? null : client.likeness();
        if (likeness == null) {
            return;
        }
        for (Stored<Client> alike : clients.alike(likeness, MOST + 1)) {
            if (!alike.id().equals(id.value())) {
                String phone = likeness.phone();
                Likeness theirs = alike.state().likeness();
                boolean samePhone = phone != null && theirs != null && phone.equals(theirs.phone());
                note(id, new ClientId(alike.id()), samePhone ? "phone" : "name", cause);
            }
        }
    }

    private void note(ClientId id, ClientId other, String reason, Cause cause) {
        var found = new PossibleDuplicateClient(id, other, reason);
        pairs.<Void>change(
                found.subject(),
                cause.then(cause.operationId() + ":" + other),
                before -> before.isPresent()
                        ? Decision.unchanged()
                        : Decision.changed(new PossibleDuplicate(id, other, reason, false), found));
    }

    /** Those nobody has decided about. */
    public List<PossibleDuplicate> of(ClientId id) {
        return pairs
                .find(Filters.and(Filters.eq("state.settled", false), about(id)), Sorts.ascending("_id"), 0, MOST)
                .stream()
                .map(Stored::state)
                .toList();
    }

    /** The open ones of all clients, the newest last. */
    public List<PossibleDuplicate> open(int limit) {
        return pairs.find(Filters.eq("state.settled", false), Sorts.ascending("operations.at"), 0, limit).stream()
                .map(Stored::state)
                .toList();
    }

    /** Staff decided about two, or one is gone: nothing more is suggested about a pair of them. */
    public void settle(ClientId id, ClientId other) {
        settle(Filters.and(about(id), about(other)));
    }

    public void settleAll(ClientId id) {
        settle(about(id));
    }

    private void settle(Bson which) {
        List<Stored<PossibleDuplicate>> found = new ArrayList<>(pairs.find(which, Sorts.ascending("_id"), 0, 0));
        for (Stored<PossibleDuplicate> pair : found) {
            pairs.<Void>change(
                    pair.id(),
                    Cause.command(),
                    before -> before.filter(p -> !p.settled())
                            .map(p -> Decision.<PossibleDuplicate, Void>changed(p.asSettled()))
                            .orElseGet(Decision::unchanged));
        }
    }

    private static Bson about(ClientId id) {
        return Filters.or(Filters.eq("state.client", id.value()), Filters.eq("state.other", id.value()));
    }
}
