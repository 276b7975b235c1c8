package throughline.endtoend.practice;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** One HTTP request, put together step by step. Redirects are not followed and no cookie is kept. */
public final class Call {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String method;
    private final URI address;
    private final Map<String, String> headers = new HashMap<>();
    private final String token;
    private BodyPublisher body = BodyPublishers.noBody();
    private Duration patience = Duration.ofSeconds(40);

    Call(String method, URI address, String token) {
        this.method = method;
        this.address = address;
        this.token = token;
        headers.put("Accept", "application/json, text/html;q=0.5, */*;q=0.1");
    }

    /** As the owner's script. */
    public Call staff() {
        return header("Authorization", "Bearer " + token);
    }

    public Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** As seen by the trusted proxy in front: people at different addresses have different request limits. */
    public Call from(String peer) {
        return header("X-Forwarded-For", peer);
    }

    /** A map, list or record, written as JSON. */
    public Call json(Object value) {
        return raw("application/json", JSON.writeValueAsString(value));
    }

    public Call form(Map<String, String> fields) {
        return raw(
                "application/x-www-form-urlencoded",
                fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&")));
    }

    public Call raw(String type, String text) {
        body = BodyPublishers.ofString(text);
        return header("Content-Type", type);
    }

    public Call patience(Duration time) {
        patience = time;
        return this;
    }

    /** @throws NoAnswer if the connection failed or nothing came in time; what was asked for may have happened or not */
    public Answer send() {
        var request = HttpRequest.newBuilder(address).timeout(patience).method(method, body);
        headers.forEach(request::header);
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            var byName = response.headers().map().entrySet().stream()
                    .collect(Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
            return new Answer(response.statusCode(), byName, response.body());
        } catch (IOException e) {
            throw new NoAnswer(method + " " + address.getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(method + " " + address.getPath(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
