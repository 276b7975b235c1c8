package throughline.endtoend.practice;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back.
 *
 * @param headers by lower-case name
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A text member of the JSON object, empty if there is none. */
    public String text(String member) {
        return json().path(member).asString("");
    }

    /** The stable code of a problem document; empty if it is none. */
    public String code() {
        return header("content-type").orElse("").startsWith("application/problem+json") ? text("code") : "";
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return status + " " + (body.length() > 400 ? body.substring(0, 400) + "…" : body);
    }
}
