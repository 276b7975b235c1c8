package throughline.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An article, over all its revisions. */
public record ArticleId(@JsonValue String value) implements Id {

    /** @throws IllegalArgumentException if the value is blank or longer than 128 characters */
    @JsonCreator
    public ArticleId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
