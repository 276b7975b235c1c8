package throughline.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One client's run through one version of a sequence. */
public record EnrollmentId(@JsonValue String value) implements Id {

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    @JsonCreator
    public EnrollmentId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
