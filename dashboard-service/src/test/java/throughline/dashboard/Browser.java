package throughline.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a person's browser does: keeps cookies, and sends a form with the token of the page it was on. Follows no redirect. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;
    private final String address;
    private String token = "";

    /** At an address of its own, so that no test's tries count against another's. */
    public Browser(int port) {
        this(port, "198.51.100." + NEXT.incrementAndGet());
    }

    private Browser(int port, String address) {
        this.base = "http://localhost:" + port;
        this.address = address;
    }

    public HttpResponse<String> open(String path) {
        HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(base + path)));
        Matcher found = TOKEN.matcher(page.body());
        if (found.find()) {
            token = found.group(1);
        }
        return page;
    }

    public HttpResponse<String> submit(String path, Map<String, String> fields) {
        String body = "_csrf=" + encoded(token) + "&" + form(fields);
        return send(post(path, body));
    }

    /** As another site's page would: without the token. */
    public HttpResponse<String> submitWithoutToken(String path, Map<String, String> fields) {
        return send(post(path, form(fields)));
    }

    public Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst();
    }

    /** A program with a token asks for something. */
    public static HttpResponse<String> api(int port, String apiToken, String path) {
        return send(
                HttpClient.newHttpClient(),
                program(port, path, "Authorization", "Bearer " + apiToken).build());
    }

    /** A program with a token sends something. */
    public static HttpResponse<String> api(int port, String apiToken, String path, String json) {
        return send(
                HttpClient.newHttpClient(),
                program(port, path, "Authorization", "Bearer " + apiToken)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    /** Another service asks. */
    public static HttpResponse<String> service(int port, String key, String path, String json) {
        return send(
                HttpClient.newHttpClient(),
                program(port, path, "X-Throughline-Service-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    private static HttpRequest.Builder program(int port, String path, String header, String value) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header(header, value)
                .header("Content-Type", "application/json");
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(client, request.header("X-Forwarded-For", address).build());
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
