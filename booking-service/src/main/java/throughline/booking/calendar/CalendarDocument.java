package throughline.booking.calendar;

import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import throughline.contract.CallId;
import throughline.contract.ClientId;

/**
 * How a calendar's state lies in its document. By hand, because it is read and written whole with each booking: a mapping by
 * reflection took 16 ms of processor time for 500 claims, this takes well under one.
 *
 * <pre>
 * { claims: [ {callId, client?, callType, start, end, bufferBefore, bufferAfter, state, expiresAt?, uid, sequence, generation,
 *              settled, request?, intake?, followUp?} ] }
 * </pre>
 */
final class CalendarDocument {

    private CalendarDocument() {}

    static Document written(CalendarState state) {
        List<Document> claims = new ArrayList<>(state.claims().size());
        for (Claim claim : state.claims()) {
            claims.add(written(claim));
        }
        return new Document("claims", claims);
    }

    private static Document written(Claim claim) {
        Document document = new Document("callId", claim.callId().value())
                .append("callType", claim.callType())
                .append("start", Date.from(claim.start()))
                .append("end", Date.from(claim.end()))
                .append("bufferBefore", claim.bufferBefore())
                .append("bufferAfter", claim.bufferAfter())
                .append("state", claim.state().name())
                .append("uid", claim.uid())
                .append("sequence", claim.sequence())
                .append("generation", claim.generation())
                .append("settled", claim.settled());
        ClientId client = claim.client();
        put(document, "client", client == null ? null : client.value());
        Instant expiresAt = claim.expiresAt();
        put(document, "expiresAt", expiresAt == null ? null : Date.from(expiresAt));
        put(document, "request", claim.request());
        put(document, "intake", claim.intake());
        put(document, "followUp", claim.followUp());
        return document;
    }

    private static void put(Document document, String name, @Nullable Object value) {
        if (value != null) {
            document.append(name, value);
        }
    }

    static CalendarState read(Document document) {
        return new CalendarState(claims(document));
    }

    /** Asks for the claims within a stretch of time and for nothing else of the calendar: what is past is not even sent. */
    static Bson between(Instant after, Instant before) {
        return claimsThat(new Document(
                "$and",
                List.of(
                        new Document("$gt", List.of("$$this.end", Date.from(after))),
                        new Document("$lt", List.of("$$this.start", Date.from(before))))));
    }

    /** Asks for one claim alone. */
    static Bson only(CallId callId) {
        return claimsThat(new Document("$eq", List.of("$$this.callId", callId.value())));
    }

    /** Asks for the holds, lapsed or not. */
    static Bson held() {
        return claimsThat(new Document("$eq", List.of("$$this.state", Claim.State.HELD.name())));
    }

    private static Bson claimsThat(Document condition) {
        return Projections.computed(
                "claims", new Document("$filter", new Document("input", "$state.claims").append("cond", condition)));
    }

    static List<Claim> claims(Document document) {
        List<Document> stored = document.getList("claims", Document.class, List.of());
        List<Claim> claims = new ArrayList<>(stored.size());
        for (Document claim : stored) {
            claims.add(claim(claim));
        }
        return claims;
    }

    private static Claim claim(Document document) {
        String client = document.getString("client");
        return new Claim(
                new CallId(document.getString("callId")),
                client == null ? null : new ClientId(client),
                document.getString("callType"),
                Objects.requireNonNull(instant(document, "start")),
                Objects.requireNonNull(instant(document, "end")),
                document.getInteger("bufferBefore", 0),
                document.getInteger("bufferAfter", 0),
                Claim.State.valueOf(document.getString("state")),
                instant(document, "expiresAt"),
                document.getString("uid"),
                document.getInteger("sequence", 0),
                document.getInteger("generation", 0),
                document.getBoolean("settled", false),
                document.getString("request"),
                document.getString("intake"),
                document.getBoolean("followUp"));
    }

    private static @Nullable Instant instant(Document document, String name) {
        Date date = document.getDate(name);
        return date == null ? null : date.toInstant();
    }
}
