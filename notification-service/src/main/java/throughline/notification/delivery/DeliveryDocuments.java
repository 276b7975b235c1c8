package throughline.notification.delivery;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.notification.message.CalendarPart;
import throughline.notification.message.Unsubscribe;
import throughline.outbox.Outbox;

/**
 * How a row lies in {@code notification.deliveries}:
 *
 * <pre>
 * { _id, version,
 *   state: { plan: { clientId, purpose, class, lane, to, toName?, dueAt, date, template, subject,
 *                    values: [ {name, value} ], calendar?: {…}, unsubscribe?: {…}, origin?: {…},
 *                    messageId, because, why, correlation, causation? },
 *            now:  { name, nextAt?, attempts, firstTriedAt?, possibleDuplicate, resent, reason?, replyCode, changedAt, decision?, turnAt?,
 *                    owner?, token?, until? } },   // until only while held
 *   outbox: { … } }
 * </pre>
 */
final class DeliveryDocuments {
    private DeliveryDocuments() {}

    static Document document(Delivery row, Outbox.Append facts) {
        return new Document("_id", row.id())
                .append("version", row.version())
                .append("state", new Document("plan", plan(row.plan())).append("now", progress(row.progress())))
                .append("outbox", facts.document());
    }

    static Delivery read(Document document) {
        var state = required(document, "state");
        return new Delivery(
                document.getString("_id"),
                document.getLong("version"),
                Outbox.sequenceOf(document),
                planOf(required(state, "plan")),
                progressOf(required(state, "now")));
    }

    static Document progress(Progress progress) {
        var now = new Document("name", progress.state().name());
        put(now, "nextAt", date(progress.nextAt()));
        now.append("attempts", progress.attempts());
        put(now, "firstTriedAt", date(progress.firstTriedAt()));
        now.append("possibleDuplicate", progress.possibleDuplicate()).append("resent", progress.resent());
        put(now, "reason", progress.reason());
        now.append("replyCode", progress.replyCode()).append("changedAt", date(progress.changedAt()));
        put(now, "decision", progress.decision());
        put(now, "turnAt", date(progress.turnAt()));
        var claim = progress.claim();
        if (claim != null) {
            now.append("owner", claim.owner()).append("token", claim.token());
            if (DeliveryState.HELD.contains(progress.state())) {
                now.append("until", date(claim.until()));
            }
        }
        return now;
    }

    private static Progress progressOf(Document now) {
        var owner = now.getString("owner");
        var until = instant(now, "until");
        var claim = owner == null
                ? null
                : new Progress.Claim(owner, now.getString("token"), until == null ? Instant.EPOCH : until);
        return new Progress(
                DeliveryState.valueOf(now.getString("name")),
                instant(now, "nextAt"),
                now.getInteger("attempts", 0),
                instant(now, "firstTriedAt"),
                now.getBoolean("possibleDuplicate", false),
                now.getBoolean("resent", false),
                now.getString("reason"),
                now.getInteger("replyCode", 0),
                Objects.requireNonNull(instant(now, "changedAt")),
                now.getString("decision"),
                instant(now, "turnAt"),
                claim);
    }

    private static Document plan(Plan plan) {
        var document = new Document("clientId", plan.clientId().value())
                .append("purpose", plan.purpose())
                .append("class", plan.deliveryClass().name())
                .append("lane", plan.lane().name())
                .append("to", plan.to());
        put(document, "toName", plan.toName());
        document.append("dueAt", date(plan.dueAt()))
                .append("date", date(plan.date()))
                .append("template", plan.template())
                .append("subject", plan.subject())
                .append(
                        "values",
                        plan.values().entrySet().stream()
                                .map(e -> new Document("name", e.getKey()).append("value", e.getValue()))
                                .toList());
        put(document, "calendar", calendar(plan.calendar()));
        put(document, "unsubscribe", unsubscribe(plan.unsubscribe()));
        put(document, "origin", origin(plan.origin()));
        document.append("messageId", plan.messageId())
                .append("because", plan.because())
                .append("why", plan.why())
                .append("correlation", plan.correlation());
        put(document, "causation", plan.causation());
        return document;
    }

    private static Plan planOf(Document plan) {
        Map<String, String> values = new HashMap<>();
        for (var value : plan.getList("values", Document.class, List.of())) {
            values.put(value.getString("name"), value.getString("value"));
        }
        return new Plan(
                new ClientId(plan.getString("clientId")),
                plan.getString("purpose"),
                DeliveryClass.valueOf(plan.getString("class")),
                Lane.valueOf(plan.getString("lane")),
                plan.getString("to"),
                plan.getString("toName"),
                Objects.requireNonNull(instant(plan, "dueAt")),
                Objects.requireNonNull(instant(plan, "date")),
                plan.getString("template"),
                plan.getString("subject"),
                values,
                calendarOf(plan.get("calendar", Document.class)),
                unsubscribeOf(plan.get("unsubscribe", Document.class)),
                originOf(plan.get("origin", Document.class)),
                plan.getString("messageId"),
                plan.getString("because"),
                plan.getString("why"),
                plan.getString("correlation"),
                plan.getString("causation"));
    }

    private static @Nullable Document calendar(@Nullable CalendarPart call) {
        if (call == null) {
            return null;
        }
        var document = new Document("method", call.method().name())
                .append("uid", call.uid())
                .append("sequence", call.sequence())
                .append("start", date(call.start()))
                .append("end", date(call.end()))
                .append("summary", call.summary());
        put(document, "location", call.location());
        return document;
    }

    private static @Nullable CalendarPart calendarOf(@Nullable Document call) {
        return call == null
                ? null
                : new CalendarPart(
                        CalendarPart.Method.valueOf(call.getString("method")),
                        call.getString("uid"),
                        call.getInteger("sequence"),
                        Objects.requireNonNull(instant(call, "start")),
                        Objects.requireNonNull(instant(call, "end")),
                        call.getString("summary"),
                        call.getString("location"));
    }

    private static @Nullable Document unsubscribe(@Nullable Unsubscribe way) {
        if (way == null) {
            return null;
        }
        var document = new Document("listId", way.listId()).append("link", way.link());
        put(document, "preferences", way.preferences());
        return document.append("label", way.label());
    }

    private static @Nullable Unsubscribe unsubscribeOf(@Nullable Document way) {
        return way == null
                ? null
                : new Unsubscribe(
                        way.getString("listId"),
                        way.getString("link"),
                        way.getString("preferences"),
                        way.getString("label"));
    }

    private static @Nullable Document origin(PlannedMail.@Nullable Origin origin) {
        return origin == null
                ? null
                : new Document("sequence", origin.sequence())
                        .append("version", origin.version())
                        .append("step", origin.step())
                        .append("enrollmentId", origin.enrollmentId().value())
                        .append("revision", origin.revision());
    }

    private static PlannedMail.@Nullable Origin originOf(@Nullable Document origin) {
        return origin == null
                ? null
                : new PlannedMail.Origin(
                        origin.getString("sequence"),
                        origin.getInteger("version"),
                        origin.getString("step"),
                        new EnrollmentId(origin.getString("enrollmentId")),
                        origin.getInteger("revision"));
    }

    private static void put(Document into, String name, @Nullable Object value) {
        if (value != null) {
            into.append(name, value);
        }
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(Document document, String name) {
        var date = document.getDate(name);
        return date == null ? null : date.toInstant();
    }

    private static Document required(Document document, String name) {
        return Objects.requireNonNull(document.get(name, Document.class), name);
    }
}
