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
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.Contact;
import throughline.notification.suppression.AddressHash;
import throughline.outbox.Durable;

/**
 * Clients, as the newest booking told of them:
 *
 * <pre>{ _id: client id, event: id of the event that told it, name, email, phone, address, locale, zone, followUp,
 *   lastEvents: {CallRequested: event id, …}, erased? }</pre>
 *
 * Event ids rise with time, so an older event, told again, changes nothing. Of an erased client the document stays, empty.
 */
@Component
public class Clients {

    private final MongoCollection<Document> clients;
    private final AddressHash addresses;

    Clients(MongoDatabaseFactory database, AddressHash addresses) {
        this.clients = Durable.collection(database.getMongoDatabase(), "notification.contacts");
        this.addresses = addresses;
        clients.createIndex(Indexes.ascending("address"));
    }

    /** Learns how to reach the client. */
    public void learn(CallRequested booking, String eventId) {
        Contact contact = booking.contact();
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

    /** Remembers that an event of this kind happened, if none newer is known. */
    public void happened(ClientId client, String event, String eventId) {
        clients.updateOne(
                Filters.eq(client.value()),
                Updates.max("lastEvents." + event, eventId),
                new UpdateOptions().upsert(true));
    }

    /** Forgets who the client is; later tellings of earlier events bring nothing back. */
    public void forget(ClientId client, String eventId) {
        upsertIfNewer(
                client,
                eventId,
                Updates.combine(
                        Updates.set("erased", true),
                        Updates.unset("name"),
                        Updates.unset("email"),
                        Updates.unset("phone"),
                        Updates.unset("address"),
                        Updates.unset("locale"),
                        Updates.unset("followUp")));
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
        clients.find(Filters.eq("address", address))
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
