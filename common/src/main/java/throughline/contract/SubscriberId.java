package throughline.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A subscription: one address and one purpose. */
public record SubscriberId(@JsonValue String value) implements Id {

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    @JsonCreator
    public SubscriberId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
