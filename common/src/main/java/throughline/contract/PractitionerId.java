package throughline.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who holds calls; a new practice has {@code me}. */
public record PractitionerId(@JsonValue String value) implements Id {

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    @JsonCreator
    public PractitionerId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
