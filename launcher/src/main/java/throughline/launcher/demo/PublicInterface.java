package throughline.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The outward contract, as a script of somebody else's would use it. */
final class PublicInterface {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper json = new JsonMapper();
    private final String base;
    private final String token;

    PublicInterface(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** An answer: status, the address it redirects to (or empty), and the body. */
    record Answer(int status, String location, String body) {}

    Answer get(String path) {
        return send(request(path).GET());
    }

    JsonNode read(String path) {
        return json.readTree(expect(send(
                        request(path).header("Authorization", "Bearer " + token).GET()))
                .body());
    }

    /** Posts JSON as the owner. */
    JsonNode act(String path, Map<String, ?> body) {
        String answer = expect(send(request(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(body)))))
                .body();
        return json.readTree(answer.isBlank() ? "{}" : answer);
    }

    /** Posts JSON as anybody, under a key of its own. */
    JsonNode ask(String path, Map<String, ?> body) {
        String answer = expect(send(request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(json.writeValueAsString(body)))))
                .body();
        return json.readTree(answer.isBlank() ? "{}" : answer);
    }

    /** Posts a form, as a page's button or a mail program does. */
    void submit(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(f -> encoded(f.getKey()) + "=" + encoded(f.getValue()))
                .collect(Collectors.joining("&"));
        expect(send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .timeout(Duration.ofMinutes(2));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the application did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the story was told", e);
        }
    }

    private static Answer expect(Answer answer) {
        if (answer.status() >= 400) {
            throw new IllegalStateException(
                    "the application answered " + answer.status() + " to a step of the story: " + answer.body());
        }
        return answer;
    }
}
