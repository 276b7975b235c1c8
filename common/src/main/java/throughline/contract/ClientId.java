package throughline.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A client of the practice. */
public record ClientId(@JsonValue String value) implements Id {

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    @JsonCreator
    public ClientId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
