package throughline.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One planned e-mail: hash of purpose, subject, step, recipient and revision. */
public record DeliveryId(@JsonValue String value) implements Id {

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    @JsonCreator
    public DeliveryId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
