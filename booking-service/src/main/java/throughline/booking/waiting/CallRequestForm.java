package throughline.booking.waiting;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request without a time as it goes over the wire; {@link Preferred} says what {@code preferred} may be. */
public record CallRequestForm(
        @Nullable String callType,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable JsonNode preferred,
        @Nullable String zone,
        @Nullable Map<String, JsonNode> answers,
        @Nullable String source,
        @Nullable Boolean followUp) {}
