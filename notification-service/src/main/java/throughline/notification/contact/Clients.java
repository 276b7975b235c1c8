package throughline.notification.contact;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.ClientChanged;
import throughline.contract.booking.ClientsMerged;
import throughline.contract.booking.Contact;
import throughline.notification.suppression.AddressHash;
import throughline.outbox.Durable;

/**
 * Clients, as the newest booking told of them, or staff did:
 *
 * <pre>{ _id: client id, event: id of the event that told it, name, email, phone, address, locale, zone, followUp,
 *   lastEvents: {CallRequested: event id, …}, corrected?, formerAddresses?: [hash], mergedInto?, erased? }</pre>
 *
 * Event ids rise with time, so an older event, told again, changes nothing. Once staff have corrected something, bookings only
 * add. Of an erased client the document stays, empty, and of one that was joined into another.
 */
@Component
public class Clients {

    private static final Bson NOBODY = Updates.combine(
            Updates.unset("name"),
            Updates.unset("email"),
            Updates.unset("phone"),
            Updates.unset("address"),
            Updates.unset("formerAddresses"),
            Updates.unset("corrected"),
            Updates.unset("locale"),
            Updates.unset("followUp"));

    private final MongoCollection<Document> clients;
    private final AddressHash addresses;

    Clients(MongoDatabaseFactory database, AddressHash addresses) {
        this.clients = Durable.collection(database.getMongoDatabase(), "notification.contacts");
        this.addresses = addresses;
        clients.createIndex(Indexes.ascending("address"));
        clients.createIndex(Indexes.ascending("formerAddresses"));
    }

    /** Learns how to reach the client. */
    public void learn(CallRequested booking, String eventId) {
        Contact contact = booking.contact();
        Document known = clients.find(Filters.eq(booking.clientId().value())).first();
        if (known != null && (known.getBoolean("corrected", false) || known.containsKey("mergedInto"))) {
            upsertIfNewer(booking.clientId(), eventId, Updates.set("followUp", booking.followUp()));
            return;
        }
        upsertIfNewer(
                booking.clientId(),
                eventId,
                Updates.combine(
                        Updates.set("name", contact.name()),
                        Updates.set("email", contact.email()),
                        Updates.set("phone", contact.phone() == null ? "" : contact.phone()),
                        Updates.set("address", addresses.of(contact.email())),
                        Updates.set("locale", contact.locale()),
                        Updates.set("zone", booking.zone().getId()),
                        Updates.set("followUp", booking.followUp())));
    }

    /** From now on the client is reached as staff say. */
    public void learn(ClientChanged change, String eventId) {
        learn(change.clientId(), change.contact(), change.zone(), eventId);
    }

    /** Two were one: the one that stays is reached as told, at the other's address too links still work. */
    public void learn(ClientsMerged merge, String eventId) {
        Document other = clients.find(Filters.eq(merge.merged().value())).first();
        learn(merge.clientId(), merge.contact(), merge.zone(), eventId);
        if (other == null) {
            return;
        }
        clients.updateOne(
                Filters.eq(merge.clientId().value()),
                Updates.addEachToSet("formerAddresses", List.copyOf(addressesOf(other))));
        upsertIfNewer(
                merge.merged(),
                eventId,
                Updates.combine(Updates.set("mergedInto", merge.clientId().value()), NOBODY));
    }

    private void learn(ClientId client, Contact contact, ZoneId zone, String eventId) {
        Document before = clients.find(Filters.eq(client.value())).first();
        String address = addresses.of(contact.email());
        Set<String> former = before == null ? new TreeSet<>() : addressesOf(before);
        former.remove(address);
        upsertIfNewer(
                client,
                eventId,
                Updates.combine(
                        Updates.set("corrected", true),
                        Updates.set("name", contact.name()),
                        Updates.set("email", contact.email()),
                        Updates.set("phone", contact.phone() == null ? "" : contact.phone()),
                        Updates.set("address", address),
                        Updates.set("locale", contact.locale()),
                        Updates.set("zone", zone.getId()),
                        Updates.addEachToSet("formerAddresses", List.copyOf(former))));
    }

    /** The person lives by another clock than the booking said. */
    public void rezone(ClientId client, ZoneId zone) {
        clients.updateOne(
                Filters.and(Filters.eq(client.value()), Filters.exists("email")), Updates.set("zone", zone.getId()));
    }

    /** Keyed hashes of all addresses the client was ever reached at. */
    public Set<String> addressesOf(ClientId client) {
        Document row = clients.find(Filters.eq(client.value())).first();
        return row == null ? Set.of() : addressesOf(row);
    }

    private static Set<String> addressesOf(Document row) {
        Set<String> all = new TreeSet<>(row.getList("formerAddresses", String.class, List.of()));
        if (row.getString("address") != null) {
            all.add(row.getString("address"));
        }
        return all;
    }

    /** Remembers that an event of this kind happened, if none newer is known. */
    public void happened(ClientId client, String event, String eventId) {
        clients.updateOne(
                Filters.eq(client.value()),
                Updates.max("lastEvents." + event, eventId),
                new UpdateOptions().upsert(true));
    }

    /** Whether the client was erased after this event had happened: told again, nothing of it is kept. */
    public boolean wasErasedAfter(ClientId client, String eventId) {
        return clients.find(Filters.and(
                                Filters.eq(client.value()), Filters.eq("erased", true), Filters.gte("event", eventId)))
                        .first()
                != null;
    }

    /** Forgets who the client is; later tellings of earlier events bring nothing back. */
    public void forget(ClientId client, String eventId) {
        upsertIfNewer(client, eventId, Updates.combine(Updates.set("erased", true), NOBODY));
    }

    public Optional<KnownClient> find(ClientId client) {
        return Optional.ofNullable(find(List.of(client)).get(client));
    }

    /** Those that are known and not erased. */
    public Map<ClientId, KnownClient> find(Collection<ClientId> ids) {
        Map<ClientId, KnownClient> found = new LinkedHashMap<>();
        for (Document row :
                clients.find(Filters.in("_id", ids.stream().map(ClientId::value).toList()))) {
            if (row.getString("email") != null) {
                KnownClient client = client(row);
                found.put(client.id(), client);
            }
        }
        return found;
    }

    /** Everyone who is reached at this address. */
    public List<KnownClient> at(String address) {
        List<KnownClient> found = new ArrayList<>();
        clients.find(Filters.and(
                        Filters.exists("email"),
                        Filters.or(Filters.eq("address", address), Filters.eq("formerAddresses", address))))
                .sort(Sorts.ascending("_id"))
                .forEach(row -> found.add(client(row)));
        return found;
    }

    private void upsertIfNewer(ClientId client, String eventId, Bson update) {
        Bson older = Filters.or(Filters.exists("event", false), Filters.lt("event", eventId));
        try {
            clients.updateOne(
                    Filters.and(Filters.eq(client.value()), older),
                    Updates.combine(Updates.set("event", eventId), update),
                    new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // there is a newer one: the guard did its work
        }
    }

    private static KnownClient client(Document row) {
        Map<String, String> last = new LinkedHashMap<>();
        row.get("lastEvents", new Document()).forEach((event, id) -> last.put(event, String.valueOf(id)));
        return new KnownClient(
                new ClientId(row.getString("_id")),
                row.getString("name"),
                row.getString("email"),
                row.get("phone", ""),
                row.getString("address"),
                row.getString("locale"),
                ZoneId.of(row.getString("zone")),
                row.getBoolean("followUp", false),
                last);
    }
}
