package throughline.notification.enrollment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import throughline.contract.Event;
import throughline.event.EventJson;
import throughline.notification.contact.KnownCall;
import throughline.notification.sequence.Definition.Trigger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event's fields as a trigger's condition sees them: by name, deeper ones with dots ({@code source.article}), compared as
 * text.
 */
final class EventFields {

    private static final EventJson EVENTS = new EventJson();
    private static final List<String> PERSONAL =
            List.of("contact", "manageLink", "location", "link", "reason", "practitionerName");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final JsonNode data;

    private EventFields(String name, JsonNode data) {
        this.name = name;
        this.data = data;
    }

    static EventFields of(Event event) {
        return new EventFields(event.getClass().getSimpleName(), JSON.readTree(EVENTS.write(event)));
    }

    /** The same under another name with one field set: a confirmed request is a call that was requested and is confirmed. */
    static EventFields named(String name, String field, String value) {
        return new EventFields(name, JSON.createObjectNode().put(field, value));
    }

    /** With what is known of the call it is about, where the event does not say it itself: {@code callType}, {@code source.article}. */
    EventFields about(@Nullable KnownCall call) {
        if (call == null || !(data instanceof ObjectNode said)) {
            return this;
        }
        ObjectNode more = JSON.createObjectNode().put("callType", call.callType());
        if (!call.article().isEmpty()) {
            more.putObject("source").put("article", call.article());
        }
        said.properties().forEach(field -> more.set(field.getKey(), field.getValue()));
        return new EventFields(name, more);
    }

    /** The same fields read back. */
    static EventFields read(String name, String json) {
        return new EventFields(name, JSON.readTree(json));
    }

    /** As JSON, without what tells how somebody is reached. */
    String withoutPerson() {
        if (data instanceof ObjectNode said) {
            ObjectNode kept = said.deepCopy();
            kept.remove(PERSONAL);
            return kept.toString();
        }
        return "{}";
    }

    String name() {
        return name;
    }

    boolean starts(Trigger trigger) {
        return trigger.event().equals(name)
                && trigger.when().entrySet().stream().allMatch(this::holds);
    }

    private boolean holds(Map.Entry<String, String> condition) {
        JsonNode found = data.at("/" + condition.getKey().replace('.', '/'));
        return found.isValueNode() && Objects.equals(found.asString(), condition.getValue());
    }
}
