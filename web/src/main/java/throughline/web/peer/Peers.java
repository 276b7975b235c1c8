package throughline.web.peer;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import throughline.web.security.ServiceKey;

/**
 * Clients for the other services: {@code throughline.services.<name>} says where one is; without it, it is in this very
 * process. Calls carry the service key, connect within 2 s and are given up after 5 s.
 */
@Component
public class Peers {

    private final Environment environment;
    private final ServiceKey key;
    private final Map<String, RestClient> clients = new ConcurrentHashMap<>();
    private volatile int ownPort;

    Peers(Environment environment, ServiceKey key) {
        this.environment = environment;
        this.key = key;
    }

    @EventListener
    void on(WebServerInitializedEvent started) {
        if (!"management".equals(started.getApplicationContext().getServerNamespace())) {
            ownPort = started.getWebServer().getPort();
        }
    }

    /** The client for {@code booking}, {@code content}, {@code notification} or {@code dashboard}. */
    public RestClient of(String service) {
        return clients.computeIfAbsent(service, name -> client(address(name)));
    }

    /** Whether a service runs in a process of its own. */
    public boolean isElsewhere(String service) {
        return given(service).isPresent();
    }

    private String address(String service) {
        return given(service).orElseGet(() -> {
            if (ownPort == 0) {
                throw new IllegalStateException("no service can be asked before the web server has started");
            }
            return "http://127.0.0.1:" + ownPort;
        });
    }

    private Optional<String> given(String service) {
        return Optional.ofNullable(environment.getProperty("throughline.services." + service))
                .filter(address -> !address.isBlank());
    }

    private RestClient client(String address) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build());
        factory.setReadTimeout(Duration.ofSeconds(5));
        return RestClient.builder()
                .baseUrl(address)
                .requestFactory(factory)
                .defaultHeader(ServiceKey.HEADER, key.value())
                .build();
    }
}
