package throughline.notification.contact;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import throughline.contract.CallId;
import throughline.contract.ClientId;
import throughline.contract.booking.CalendarEntry;
import throughline.contract.booking.CallCancelled;
import throughline.contract.booking.CallConfirmed;
import throughline.contract.booking.CallDeclined;
import throughline.contract.booking.CallOutcomeRecorded;
import throughline.contract.booking.CallRequested;
import throughline.contract.booking.CallRescheduled;
import throughline.contract.booking.Location;
import throughline.outbox.Durable;

/**
 * Calls, as far as mails speak of them. The calendar's SEQUENCE rises with each change of a call and guards it: a change that
 * is not newer than what is known does nothing.
 *
 * <pre>{ _id: call id, clientId, typeName, practitioner, start?, end?, zone, where, manageLink, state, uid?, sequence,
 *   outcomeRevision?, callType, article }</pre>
 */
@Component
public class Calls {

    private final MongoCollection<Document> calls;

    Calls(MongoDatabaseFactory database) {
        this.calls = Durable.collection(database.getMongoDatabase(), "notification.calls");
    }

    public void on(CallRequested event) {
        CalendarEntry calendar = event.calendar();
        boolean confirmed = event.state() == CallRequested.State.CONFIRMED;
        KnownCall.State state = confirmed ? KnownCall.State.CONFIRMED : KnownCall.State.REQUESTED;
        calls.updateOne(
                Filters.eq(event.callId().value()),
                Updates.combine(
                        Updates.setOnInsert("clientId", event.clientId().value()),
                        Updates.setOnInsert("typeName", event.callTypeName()),
                        Updates.setOnInsert("callType", event.callType()),
                        Updates.setOnInsert("article", articleOf(event)),
                        Updates.setOnInsert("practitioner", event.practitionerName()),
                        Updates.setOnInsert("start", date(event.start())),
                        Updates.setOnInsert("end", date(event.end())),
                        Updates.setOnInsert("zone", event.zone().getId()),
                        Updates.setOnInsert("where", inWords(event.location())),
                        Updates.setOnInsert("manageLink", event.manageLink()),
                        Updates.setOnInsert("state", state.name()),
                        Updates.setOnInsert("uid", calendar == null ? null : calendar.uid()),
                        Updates.setOnInsert("sequence", calendar == null ? -1 : calendar.sequence())),
                new UpdateOptions().upsert(true));
    }

    public void on(CallConfirmed event) {
        calls.updateOne(
                requested(event.callId()),
                Updates.combine(
                        Updates.set("state", KnownCall.State.CONFIRMED.name()),
                        Updates.set("uid", event.calendar().uid()),
                        Updates.set("sequence", event.calendar().sequence())));
    }

    public void on(CallDeclined event) {
        calls.updateOne(requested(event.callId()), Updates.set("state", KnownCall.State.DECLINED.name()));
    }

    public void on(CallRescheduled event) {
        calls.updateOne(
                Filters.and(
                        Filters.eq(event.callId().value()),
                        Filters.lt("sequence", event.calendar().sequence())),
                Updates.combine(
                        Updates.set("start", date(event.to())),
                        Updates.set("end", date(event.end())),
                        Updates.set("zone", event.zone().getId()),
                        Updates.set("manageLink", event.manageLink()),
                        Updates.set("uid", event.calendar().uid()),
                        Updates.set("sequence", event.calendar().sequence())));
    }

    public void on(CallCancelled event) {
        CalendarEntry calendar = event.calendar();
        calls.updateOne(
                Filters.eq(event.callId().value()),
                Updates.combine(
                        Updates.set("state", KnownCall.State.CANCELLED.name()),
                        Updates.max("sequence", calendar == null ? -1 : calendar.sequence())));
    }

    /** @return whether no newer outcome of this call is known */
    public boolean on(CallOutcomeRecorded event) {
        Document call = calls.findOneAndUpdate(
                Filters.eq(event.callId().value()), Updates.max("outcomeRevision", event.revision()));
        return call == null || call.getInteger("outcomeRevision", 0) <= event.revision();
    }

    public Optional<KnownCall> find(CallId id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    public Map<CallId, KnownCall> find(Collection<CallId> ids) {
        Map<CallId, KnownCall> found = new LinkedHashMap<>();
        List<String> wanted = new ArrayList<>();
        ids.forEach(id -> wanted.add(id.value()));
        for (Document row : calls.find(Filters.in("_id", wanted))) {
            KnownCall call = call(row);
            found.put(call.id(), call);
        }
        return found;
    }

    /** The ids of a client's calls, and how often each was changed. */
    public Map<CallId, Integer> ofClient(ClientId client) {
        Map<CallId, Integer> found = new LinkedHashMap<>();
        calls.find(Filters.eq("clientId", client.value()))
                .forEach(row -> found.put(new CallId(row.getString("_id")), row.getInteger("sequence", 0)));
        return found;
    }

    /** A client's calls belong to the one their record was joined into. */
    public void handOver(ClientId from, ClientId to) {
        calls.updateMany(Filters.eq("clientId", from.value()), Updates.set("clientId", to.value()));
    }

    /** Forgets the links and places of an erased client's calls. */
    public void forget(ClientId client) {
        calls.updateMany(
                Filters.eq("clientId", client.value()),
                Updates.combine(Updates.set("manageLink", ""), Updates.set("where", "")));
    }

    private static Bson requested(CallId id) {
        return Filters.and(Filters.eq(id.value()), Filters.eq("state", KnownCall.State.REQUESTED.name()));
    }

    private static String inWords(Location location) {
        String text = location.text().strip();
        String kind = switch (location.kind()) {
            case PHONE -> "By phone";
            case VIDEO -> "Video";
            case IN_PERSON, OTHER -> "";
        };
        boolean saysItself = text.toLowerCase(Locale.ROOT).startsWith(kind.toLowerCase(Locale.ROOT));
        if (text.isEmpty()) {
            return kind;
        }
        return saysItself ? text : kind + ", " + text;
    }

    private static String articleOf(CallRequested event) {
        return event.source() == null || event.source().article() == null
                ? ""
                : event.source().article().value();
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static KnownCall call(Document row) {
        return new KnownCall(
                new CallId(row.getString("_id")),
                new ClientId(row.getString("clientId")),
                row.getString("typeName"),
                row.getString("practitioner"),
                instant(row.getDate("start")),
                instant(row.getDate("end")),
                ZoneId.of(row.getString("zone")),
                row.getString("where"),
                row.getString("manageLink"),
                KnownCall.State.valueOf(row.getString("state")),
                row.getString("uid"),
                row.getInteger("sequence", -1),
                row.getInteger("outcomeRevision", 0),
                row.get("callType", ""),
                row.get("article", ""));
    }
}
