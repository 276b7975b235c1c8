package throughline.dashboard.journal;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import throughline.event.Envelope;
import throughline.event.EventTypes;

/** An entry as it lies in the database, and how it comes from an event. */
final class EntryDocument {

    private EntryDocument() {}

    static Entry from(Envelope envelope, Facts facts) {
        return new Entry(
                envelope.id().toString(),
                EventTypes.publisherOf(envelope.type()),
                EventTypes.shortName(envelope.type()),
                envelope.subject(),
                envelope.key(),
                envelope.time(),
                envelope.sequence(),
                envelope.correlationId(),
                envelope.causationId(),
                facts.people(),
                facts.about(),
                facts.said());
    }

    static Document of(Entry entry) {
        Document said = new Document();
        entry.said()
                .forEach((name, value) ->
                        said.put(name, value instanceof java.time.Instant at ? Date.from(at) : value));
        Document row = new Document("_id", entry.id())
                .append("service", entry.service())
                .append("type", entry.type())
                .append("subject", entry.subject())
                .append("key", entry.key())
                .append("at", Date.from(entry.at()))
                .append("sequence", entry.sequence())
                .append("correlation", entry.correlation());
        if (entry.causation() != null) {
            row.append("causation", entry.causation());
        }
        return row.append("people", entry.people())
                .append("about", new Document(new LinkedHashMap<>(entry.about())))
                .append(
                        "ids",
                        entry.about().values().stream().distinct().sorted().toList())
                .append("said", said);
    }

    static Entry read(Document row) {
        Map<String, String> about = new LinkedHashMap<>();
        row.get("about", new Document()).forEach((kind, id) -> about.put(kind, String.valueOf(id)));
        Map<String, Object> said = new LinkedHashMap<>();
        row.get("said", new Document())
                .forEach((name, value) -> said.put(name, value instanceof Date at ? at.toInstant() : value));
        return new Entry(
                row.getString("_id"),
                row.getString("service"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("key"),
                row.getDate("at").toInstant(),
                row.getLong("sequence"),
                row.getString("correlation"),
                row.getString("causation"),
                row.getList("people", String.class, List.of()),
                about,
                said);
    }
}
