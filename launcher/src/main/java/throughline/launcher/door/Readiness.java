package throughline.launcher.door;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks all instances at the same time; a service is ready while one of its instances is. */
record Readiness(Map<Service, List<URI>> instances, HttpClient client) {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    Readiness(Map<Service, List<URI>> instances) {
        this(instances, HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
    }

    /** {@code {"status":"DOWN","missing":["content"]}} with 503, or {@code {"status":"UP"}}. */
    void answer(HttpServerExchange exchange) {
        var missing = missing();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.setStatusCode(missing.isEmpty() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE);
        exchange.getResponseSender()
                .send(
                        missing.isEmpty()
                                ? "{\"status\":\"UP\"}"
                                : "{\"status\":\"DOWN\",\"missing\":[\"" + String.join("\",\"", missing) + "\"]}");
    }

    private List<String> missing() {
        var asked = instances.entrySet().stream()
                .map(service -> new Asked(
                        service.getKey(),
                        service.getValue().stream().map(this::isReady).toList()))
                .toList();
        return asked.stream()
                .filter(service -> !service.anyReady())
                .map(service -> service.service().id())
                .sorted()
                .toList();
    }

    private CompletableFuture<Boolean> isReady(URI base) {
        var request = HttpRequest.newBuilder(base.resolve("/health/ready"))
                .timeout(TIMEOUT)
                .build();
        return client.sendAsync(request, BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode() == StatusCodes.OK)
                .exceptionally(unreachable -> false);
    }

    private record Asked(Service service, List<CompletableFuture<Boolean>> answers) {
        boolean anyReady() {
            return answers.stream().anyMatch(CompletableFuture::join);
        }
    }
}
