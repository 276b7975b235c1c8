package throughline.event;

import throughline.contract.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data of an event as JSON: instants in ISO 8601, absent values left out, unknown fields ignored, unknown enum values
 * read as {@code OTHER} by way of {@link OtherForUnknown}.
 */
public final class EventJson {

    private final JsonMapper json = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(
                    i -> i.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .addHandler(new OtherForUnknown())
            .build();

    public String write(Event event) {
        return json.writeValueAsString(event);
    }

    /** @throws Unreadable if the data is not what the type promises */
    public <E extends Event> E read(byte[] data, Class<E> type) {
        try {
            return json.readValue(data, type);
        } catch (JacksonException e) {
            throw new Unreadable("the data is not a " + type.getSimpleName(), e);
        }
    }
}
