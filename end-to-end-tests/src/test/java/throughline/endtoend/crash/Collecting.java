package throughline.endtoend.crash;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import throughline.endtoend.crash.check.Evidence;
import throughline.endtoend.crash.check.Evidence.Aggregate;
import throughline.endtoend.crash.check.Evidence.Answers;
import throughline.endtoend.crash.check.Evidence.Claim;
import throughline.endtoend.crash.check.Evidence.Enrollment;
import throughline.endtoend.crash.check.Evidence.LedgerRow;
import throughline.endtoend.crash.check.Evidence.Offered;
import throughline.endtoend.crash.check.Evidence.PublishedFact;
import throughline.endtoend.crash.check.Evidence.ReceivedMail;
import throughline.endtoend.crash.check.Evidence.StoredCall;
import throughline.endtoend.practice.Answer;
import throughline.endtoend.practice.Fact;
import throughline.endtoend.practice.Practice;
import throughline.testing.smtp.DoubtBound;
import tools.jackson.databind.JsonNode;

/** Gathers the evidence: from the public interface, the documents, the topics, and the record of the SMTP server. */
record Collecting(Practice practice, FaultyRelay relay) {

    private static final Set<String> DECIDED_BY_THE_CALENDAR = Set.of(
            "CallRequested",
            "CallConfirmed",
            "CallDeclined",
            "CallRescheduled",
            "CallCancelled",
            "RequestedTimeTaken",
            "SlotReleased");

    /** @param byCrashes how many mails crashes may leave in doubt */
    Evidence collected(Promises promises, DoubtBound byCrashes) {
        var aggregates = aggregates();
        return new Evidence(
                promises.bookings(),
                promises.requests(),
                promises.outcomes(),
                calls(),
                claims(),
                offered(),
                answers(),
                aggregates,
                facts(aggregates),
                ledger(),
                received(),
                relay.faults(),
                byCrashes,
                enrollments(),
                practice.now());
    }

    private List<StoredCall> calls() {
        return pages("/api/booking/v1/calls?from=2026-11-01&to=2027-06-01").stream()
                .map(call -> new StoredCall(
                        call.path("callId").asString(),
                        call.path("clientId").asString(),
                        call.path("state").asString(),
                        Instant.parse(call.path("start").asString()),
                        Instant.parse(call.path("end").asString()),
                        text(call, "outcome")))
                .toList();
    }

    private List<Claim> claims() {
        return practice.database().all("booking.calendars").stream()
                .flatMap(calendar ->
                        calendar.get("state", Document.class).getList("claims", Document.class, List.of()).stream())
                .map(claim -> new Claim(
                        claim.getString("callId"),
                        claim.getString("state"),
                        claim.getDate("start").toInstant(),
                        claim.getDate("end").toInstant()))
                .toList();
    }

    /** From tomorrow on, when every hold of the run is over. */
    private List<Offered> offered() {
        var tomorrow = LocalDate.ofInstant(practice.now(), ZoneOffset.UTC).plusDays(1);
        return practice.reception().slots(tomorrow, tomorrow.plusDays(3)).stream()
                .map(slot -> new Offered(slot.start(), slot.end()))
                .toList();
    }

    private List<Answers> answers() {
        return practice.database().all("booking.intakes").stream()
                .filter(intake -> "INTAKE".equals(intake.getString("kind")))
                .map(intake -> new Answers(String.valueOf(intake.get("_id")), intake.getString("call")))
                .toList();
    }

    private List<Enrollment> enrollments() {
        return practice.database().all("notification.enrollments").stream()
                .map(document -> {
                    var run = document.get("state", Document.class);
                    return new Enrollment(
                            document.getString("_id"),
                            run.getString("clientId"),
                            run.getString("sequence"),
                            run.getString("state"),
                            run.getString("endedBecause"));
                })
                .toList();
    }

    private List<Aggregate> aggregates() {
        var found = new ArrayList<Aggregate>();
        for (var collection : practice.database().collections()) {
            for (var document : practice.database().all(collection)) {
                if (document.get("outbox") instanceof Document outbox) {
                    found.add(new Aggregate(
                            collection + "/" + document.get("_id"),
                            outbox.getLong("sequence"),
                            outbox.getList("events", Document.class, List.of()).size()
                                    + outbox.getList("parked", Document.class, List.of())
                                            .size()));
                }
            }
        }
        return found;
    }

    private List<PublishedFact> facts(List<Aggregate> aggregates) {
        var names = new HashMap<String, String>();
        for (var aggregate : aggregates) {
            var publisher = aggregate.name().replaceFirst("\\..*", "");
            if (aggregate.lastSequence() > 0 && !aggregate.name().startsWith("booking.calendars/")) {
                names.put(publisher + " " + aggregate.name().replaceFirst("^[^/]*/", ""), aggregate.name());
            }
        }
        return practice.topics().all().stream()
                .map(fact -> new PublishedFact(
                        aggregateOf(fact, names),
                        fact.topic(),
                        fact.partition(),
                        fact.offset(),
                        fact.key(),
                        fact.id(),
                        fact.name(),
                        fact.subject(),
                        fact.sequence(),
                        fact.time(),
                        Instant.ofEpochMilli(
                                Long.parseLong(fact.id().replace("-", "").substring(0, 12), 16))))
                .toList();
    }

    /** The only practitioner's calendar decides everything that takes time; every other fact is about its own aggregate. */
    private static String aggregateOf(Fact fact, Map<String, String> names) {
        return DECIDED_BY_THE_CALENDAR.contains(fact.name())
                ? "booking.calendars/me"
                : names.getOrDefault(fact.type().split("\\.", 3)[1] + " " + fact.subject(), "");
    }

    private List<LedgerRow> ledger() {
        return practice.database().all("notification.deliveries").stream()
                .map(Collecting::row)
                .toList();
    }

    private static LedgerRow row(Document document) {
        var state = document.get("state", Document.class);
        var plan = state.get("plan", Document.class);
        var now = state.get("now", Document.class);
        var origin = plan.get("origin", new Document());
        return new LedgerRow(
                document.getString("_id"),
                plan.getString("clientId"),
                plan.getString("messageId"),
                plan.getString("to"),
                plan.getString("class").equals("AT_MOST_ONCE"),
                now.getString("name"),
                now.getBoolean("possibleDuplicate", false),
                origin.getString("sequence"),
                origin.getString("step"),
                origin.getString("enrollmentId"),
                instant(now.getDate("nextAt")));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private List<ReceivedMail> received() {
        return relay.accepted().stream()
                .map(mail -> new ReceivedMail(mail.header("Message-ID").orElse("none"), mail.at()))
                .toList();
    }

    /** Looking may be tried again: on a busy machine a proxy gives up before the service does. */
    private Answer read(String path) {
        var answer = practice.http().get(path).staff().send();
        for (int tries = 1; answer.status() == 503 && tries < 5; tries++) {
            answer = practice.http().get(path).staff().send();
        }
        return answer;
    }

    private List<JsonNode> pages(String path) {
        var items = new ArrayList<JsonNode>();
        for (int page = 1; page < 100; page++) {
            var answer = read(path + "&size=500&page=" + page);
            if (answer.status() != 200) {
                throw new IllegalStateException(path + " answers " + answer);
            }
            int before = items.size();
            answer.json().path("items").forEach(items::add);
            if (items.size() - before < 500) {
                return items;
            }
        }
        throw new IllegalStateException("too many of " + path);
    }

    private static @Nullable String text(JsonNode item, String name) {
        var value = item.path(name).asString("");
        return value.isEmpty() ? null : value;
    }
}
