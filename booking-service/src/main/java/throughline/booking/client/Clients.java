package throughline.booking.client;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.AggregateFactory;
import throughline.aggregate.Aggregates;
import throughline.aggregate.Decision;
import throughline.aggregate.Stored;
import throughline.aggregate.Written;
import throughline.contract.ClientId;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.ClientChanged;
import throughline.contract.booking.ClientErased;
import throughline.contract.booking.ClientsMerged;
import throughline.contract.booking.Contact;
import throughline.event.Cause;
import throughline.outbox.Durable;
import throughline.web.link.LinkKey;

/**
 * The clients, kept in {@code booking.clients}, and the addresses they are found by, kept in {@code booking.addresses} as
 * {@code {_id: keyed hash of the address, client}}.
 *
 * <p>The id of somebody new follows from the address by a keyed hash: two first bookings at the same moment mean the same
 * person, and nothing has to be stored before the booking holds.
 */
@Component
public class Clients {

    private static final int LONGEST_QUERY = 100;

    private final Aggregates<Client> clients;
    private final MongoCollection<Document> addresses;
    private final byte[] key;
    private final Clock clock;

    Clients(AggregateFactory aggregates, MongoDatabaseFactory database, LinkKey linkKey, Clock clock) {
        this.clients = aggregates.of("booking.clients", Client.class);
        this.addresses = Durable.collection(database.getMongoDatabase(), "booking.addresses");
        this.key = linkKey.derive("booking.addresses");
        this.clock = clock;
        clients.collection().createIndex(Indexes.ascending("state.addressKey"));
        clients.collection().createIndex(Indexes.descending("state.since"));
        clients.collection().createIndex(Indexes.ascending("state.likeness.name"));
        clients.collection().createIndex(Indexes.ascending("state.likeness.phone"));
        addresses.createIndex(Indexes.ascending("client"));
    }

    /**
     * Who writes from this address, known already or not; stores nothing. Somebody who was erased is somebody new: the ids that
     * follow from an address are tried in order until one is nobody's.
     */
    public ClientId idOf(EmailAddress address) {
        String hash = hash(address.key());
        Document known = addresses.find(Filters.eq(hash)).first();
        if (known != null) {
            return new ClientId(known.getString("client"));
        }
        ClientId id = new ClientId("cl_" + hash.substring(0, 26));
        for (int life = 1; find(id).filter(client -> client.erasure() != null).isPresent(); life++) {
            id = new ClientId("cl_" + hash(address.key() + "#" + life).substring(0, 26));
        }
        return id;
    }

    /** The record under this id as it is, also if it was joined into another or erased. */
    public Optional<Client> find(ClientId id) {
        return clients.find(id.value()).map(Stored::state);
    }

    /** A record and its id. */
    public record Found(ClientId id, Client client) {}

    /** The record an id leads to: its own, or the one it was joined into. */
    public Optional<Found> lead(ClientId id) {
        return find(id).flatMap(client -> {
            ClientId into = client.mergedInto();
            return into == null ? Optional.of(new Found(id, client)) : lead(into);
        });
    }

    /** Takes note of a booking: creates the record, or adds what was not known. May be repeated. */
    public void booked(CallRequested fact, Optional<Consent> consent, Cause cause) {
        ClientId id = fact.clientId();
        Contact contact = fact.contact();
        EmailAddress address = EmailAddress.of(contact.email())
                .orElseThrow(() -> new IllegalArgumentException("a booking holds an address that is none"));
        Written<Client, Void> written = clients.change(
                id.value(),
                cause,
                before -> before.<Decision<Client, Void>>map(known -> {
                            Client after = known.afterBooking(contact.phone(), consent.orElse(null));
                            return after.equals(known) ? Decision.unchanged() : Decision.changed(after);
                        })
                        .orElseGet(() -> Decision.changed(
                                Client.fresh(contact, address, fact.zone(), consent.orElse(null), clock.instant()))));
        if (written instanceof Written.Done<Client, Void> done && done.state().isSomebody()) {
            remember(address, id);
        }
    }

    /** Changes what staff correct, and tells it. Refused, with nothing changed, if the address is somebody else's. */
    boolean correct(ClientId id, UnaryOperator<Client> correction, @Nullable EmailAddress address) {
        if (address != null && !remember(address, id)) {
            return false;
        }
        clients.<Void>change(
                id.value(),
                Cause.command(),
                before -> before.filter(Client::isSomebody)
                        .map(known -> {
                            Client after = correction.apply(known);
                            return Decision.<Client, Void>changed(
                                    after, new ClientChanged(id, after.contact(), after.zone()));
                        })
                        .orElseGet(Decision::unchanged));
        return true;
    }

    /** Joins another record of the same person into this one, and tells it. May be repeated; then it is told again. */
    public void join(ClientId id, ClientId other, Cause cause) {
        Client theirs = find(other).orElseThrow();
        clients.<Void>change(
                id.value(),
                cause,
                before -> before.filter(Client::isSomebody)
                        .map(known -> {
                            Client after = known.joinedBy(other, theirs);
                            return Decision.<Client, Void>changed(
                                    after, new ClientsMerged(id, other, after.contact(), after.zone()));
                        })
                        .orElseGet(Decision::unchanged));
    }

    /** The other side of a join: the record leads elsewhere from now on, and so do its addresses. May be repeated. */
    public void lead(ClientId from, ClientId into, Cause cause) {
        clients.<Void>change(
                from.value(),
                cause,
                before -> before.filter(Client::isSomebody)
                        .map(known -> Decision.<Client, Void>changed(known.joinedInto(into)))
                        .orElseGet(Decision::unchanged));
        addresses.updateMany(Filters.eq("client", from.value()), Updates.set("client", into.value()));
    }

    /** Empties the record and tells everyone to forget. Repeated, it is told again under the same receipt. */
    public Erasure erase(ClientId id, String receipt, Cause cause) {
        Written<Client, Void> written = clients.change(id.value(), cause, before -> {
            Client known = before.orElseThrow();
            Erasure erasure = known.erasure();
            if (erasure == null) {
                List<ClientId> all =
                        Stream.concat(Stream.of(id), known.others().stream()).toList();
                erasure = new Erasure(receipt, clock.instant(), all, List.of());
            }
            String under = erasure.receipt();
            List<ClientErased> facts = erasure.clients().stream()
                    .map(one -> new ClientErased(one, under))
                    .toList();
            return Decision.changed(known.erased(erasure), facts);
        });
        return switch (written) {
            case Written.Done<Client, Void> done ->
                Objects.requireNonNull(done.state().erasure());
            case Written.Refused<Client, Void> refused -> throw new IllegalStateException("nothing refuses an erasure");
        };
    }

    /** Whoever writes from the client's addresses is somebody new from now on. */
    public void forgetAddresses(ClientId id) {
        addresses.deleteMany(Filters.eq("client", id.value()));
    }

    /** A service holds nothing of this id any more. */
    public void confirmErased(ClientId client, String service, Instant at, Cause cause) {
        lead(client)
                .filter(found -> found.client().erasure() != null)
                .ifPresent(found -> clients.<Void>change(found.id().value(), cause, before -> {
                    Client known = before.orElseThrow();
                    Erasure erasure = known.erasure();
                    return erasure == null || erasure.isConfirmed(service, client)
                            ? Decision.unchanged()
                            : Decision.changed(
                                    known.erased(erasure.with(new Erasure.Confirmation(service, client, at))));
                }));
    }

    /** Others with the same name or number. */
    List<Stored<Client>> alike(Likeness likeness, int limit) {
        List<Bson> either = new ArrayList<>();
        if (likeness.name() != null) {
            either.add(Filters.eq("state.likeness.name", likeness.name()));
        }
        if (likeness.phone() != null) {
            either.add(Filters.eq("state.likeness.phone", likeness.phone()));
        }
        return either.isEmpty()
                ? List.of()
                : clients.find(Filters.or(either), Sorts.ascending("state.since", "_id"), 0, limit);
    }

    private boolean remember(EmailAddress address, ClientId id) {
        String hash = hash(address.key());
        Document known = addresses.find(Filters.eq(hash)).first();
        try {
            if (known == null) {
                addresses.insertOne(new Document("_id", hash).append("client", id.value()));
                return true;
            }
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        Document kept = known == null ? addresses.find(Filters.eq(hash)).first() : known;
        return kept != null && id.value().equals(kept.getString("client"));
    }

    /** Clients whose name or address contains the words, the newest first. */
    List<Stored<Client>> search(@Nullable String words, int skip, int limit) {
        Bson somebody = Filters.and(Filters.exists("state.mergedInto", false), Filters.exists("state.erasure", false));
        return clients.find(
                Filters.and(somebody, containing(words)), Sorts.descending("state.since", "_id"), skip, limit);
    }

    private static Bson containing(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return Filters.empty();
        }
        String text = words.strip();
        Pattern pattern = Pattern.compile(
                Pattern.quote(text.substring(0, Math.min(text.length(), LONGEST_QUERY))),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return Filters.or(Filters.regex("state.name", pattern), Filters.regex("state.addressKey", pattern));
    }

    private String hash(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
