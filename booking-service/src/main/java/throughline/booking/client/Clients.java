package throughline.booking.client;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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
import throughline.contract.ClientId;
import throughline.contract.booking.CallRequested;
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
    }

    /** Who writes from this address, known already or not; stores nothing. */
    public ClientId idOf(EmailAddress address) {
        String hash = hash(address.key());
        Document known = addresses.find(Filters.eq(hash)).first();
        return new ClientId(known == null ? "cl_" + hash.substring(0, 26) : known.getString("client"));
    }

    public Optional<Client> find(ClientId id) {
        return clients.find(id.value()).map(Stored::state);
    }

    /** Takes note of a booking: creates the record, or adds what was not known. May be repeated. */
    public void booked(CallRequested fact, Optional<Consent> consent, Cause cause) {
        ClientId id = fact.clientId();
        Contact contact = fact.contact();
        EmailAddress address = EmailAddress.of(contact.email())
                .orElseThrow(() -> new IllegalArgumentException("a booking holds an address that is none"));
        clients.<Void>change(
                id.value(),
                cause,
                before -> before.<Decision<Client, Void>>map(known -> {
                            Client after = known.afterBooking(contact.phone(), consent.orElse(null));
                            return after.equals(known) ? Decision.unchanged() : Decision.changed(after);
                        })
                        .orElseGet(() -> Decision.changed(new Client(
                                contact.name(),
                                address.given(),
                                address.key(),
                                contact.phone(),
                                fact.zone(),
                                contact.locale(),
                                consent.stream().toList(),
                                clock.instant()))));
        remember(address, id);
    }

    /** Changes what staff correct. Refused, with nothing changed, if the address is somebody else's. */
    boolean correct(ClientId id, UnaryOperator<Client> correction, @Nullable EmailAddress address) {
        if (address != null && !remember(address, id)) {
            return false;
        }
        clients.<Void>change(
                id.value(),
                Cause.command(),
                before -> before.<Decision<Client, Void>>map(known -> Decision.changed(correction.apply(known)))
                        .orElseGet(Decision::unchanged));
        return true;
    }

    private boolean remember(EmailAddress address, ClientId id) {
        String hash = hash(address.key());
        try {
            if (addresses.find(Filters.eq(hash)).first() == null) {
                addresses.insertOne(new Document("_id", hash).append("client", id.value()));
            }
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        Document kept = addresses.find(Filters.eq(hash)).first();
        return kept != null && id.value().equals(kept.getString("client"));
    }

    /** Clients whose name or address contains the words, the newest first. */
    List<Stored<Client>> search(@Nullable String words, int skip, int limit) {
        return clients.find(containing(words), Sorts.descending("state.since", "_id"), skip, limit);
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
