package throughline.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service from outside: no cookies, no redirects followed. */
public final class Http {

    public static final String TOKEN = "a-token-of-the-owner-for-tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    private final String address;

    public Http(int port) {
        this("http://127.0.0.1:" + port, "192.0.2.1");
    }

    private Http(String base, String address) {
        this.base = base;
        this.address = address;
    }

    /** The same service, seen from another address. */
    public Http from(String other) {
        return new Http(base, other);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> form(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> json(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> staff(String method, String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** A mail that came in, as whoever received it hands it over. */
    public HttpResponse<String> inbound(String source) {
        return send(request("/api/notification/v1/inbound")
                .header("Content-Type", "message/rfc822")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(source)));
    }

    /** A form as a page of the staff sends it. */
    public HttpResponse<String> staffForm(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(body)));
    }

    /** A form of the staff's pages with one file. */
    public HttpResponse<String> staffFile(String path, String field, String content) {
        String boundary = "boundary-of-the-parts";
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n--" + boundary
                        + "--\r\n")));
    }

    public static JsonNode read(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("X-Forwarded-For", address);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
