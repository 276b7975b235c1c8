package throughline.web.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A request that cannot be served, in words for the person and with a code that stays the same for programs. Thrown by
 * controllers; nothing has been changed when it is.
 */
public final class Problem extends RuntimeException {

    private final HttpStatus status;
    private final String code;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private @Nullable Duration retryAfter;

    private Problem(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail);
    }

    /** The input that was wrong, by its name in the request. */
    public Problem field(@Nullable String field) {
        return field == null ? this : with("field", field);
    }

    /** One more member of the problem document. */
    public Problem with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** Sent as {@code Retry-After}, in whole seconds, at least one. */
    public Problem retryAfter(Duration time) {
        this.retryAfter = time;
        return this;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> properties() {
        return Map.copyOf(properties);
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
