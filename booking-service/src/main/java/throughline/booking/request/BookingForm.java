package throughline.booking.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A booking as it goes over the wire. */
public record BookingForm(
        @Nullable String callType,
        @Nullable String start,
        @Nullable String end,
        @Nullable String zone,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable Map<String, JsonNode> answers,
        @Nullable String holdId,
        @Nullable String source,
        @Nullable String note,
        @Nullable Boolean followUp) {}
