package throughline.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A call: derived from practitioner and idempotency key, so that a repeated request means the same call. */
public record CallId(@JsonValue String value) implements Id {

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    @JsonCreator
    public CallId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
