package throughline.booking;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the service from outside. */
final class Http {

    static final String TOKEN = "a-token-for-tests-0123456789";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String base;
    private final String address;

    Http(int port) {
        this("http://localhost:" + port, "198.51.100.1");
    }

    private Http(String base, String address) {
        this.base = base;
        this.address = address;
    }

    /** The same from another place in the world. */
    Http from(String other) {
        return new Http(base, other);
    }

    record Answer(int status, String body, Map<String, java.util.List<String>> headers) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String text(String field) {
            JsonNode node = json().path(field);
            return node.isString() ? node.stringValue() : node.toString();
        }

        String code() {
            return text("code");
        }

        String header(String name) {
            return headers.getOrDefault(name, java.util.List.of("")).getFirst();
        }
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer head(String path) {
        return send(request(path).HEAD().build());
    }

    Answer staffGet(String path) {
        return send(
                request(path).header("Authorization", "Bearer " + TOKEN).GET().build());
    }

    Answer staff(String method, String path, String json) {
        return send(request(path)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    Answer post(String path, String json) {
        return post(path, json, null);
    }

    Answer post(String path, String json, @Nullable String key) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    Answer form(String path, Map<String, String> fields) {
        return form(request(path), fields);
    }

    Answer staffForm(String path, Map<String, String> fields) {
        return form(request(path).header("Authorization", "Bearer " + TOKEN), fields);
    }

    private Answer form(HttpRequest.Builder request, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("X-Forwarded-For", address);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), answer.headers().map());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
