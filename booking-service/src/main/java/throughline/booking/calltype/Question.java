package throughline.booking.calltype;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something the form asks before a call; {@code showWhen}: only if another question was answered so. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Question(
        @JsonProperty("id") String key,
        String label,
        Kind kind,
        @Nullable List<String> choices,
        boolean required,
        @Nullable ShowWhen showWhen) {

    /** What an answer looks like. */
    public enum Kind {
        TEXT,
        LONG_TEXT,
        CHOICE,
        CHOICES,
        YES_NO
    }

    /** The condition, on an earlier question; for YES_NO the value is {@code yes} or {@code no}. */
    public record ShowWhen(String question, String equals) {}

    public List<String> options() {
        return choices == null ? List.of() : choices;
    }
}
