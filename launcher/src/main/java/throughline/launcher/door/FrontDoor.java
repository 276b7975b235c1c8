package throughline.launcher.door;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.launcher.CannotStart;

/**
 * A reverse proxy for the four-process mode: one address, every path to its owner, several instances of a service in turn. An
 * instance that cannot be reached is passed over and tried again after a second.
 *
 * <p>{@code X-Forwarded-For} is set to the peer's address; what came in under that name is dropped unless the peer is a trusted
 * proxy. {@code /health/ready} is answered here: 200 while every service has an instance that is ready.
 */
public final class FrontDoor implements AutoCloseable {

    private static final int REQUEST_MILLIS = 60_000;
    /** What Undertow takes in a large heap; in ours it would take 512 bytes. */
    private static final int BUFFER = 16 * 1024 - 20;

    private static final int RETRY_SECONDS = 1;
    /** Less than the 20 s after which a service closes an idle connection: one that just closed answers nothing, which is a 503. */
    private static final int IDLE_MILLIS = 10_000;

    private final Undertow server;

    private FrontDoor(Undertow server) {
        this.server = server;
    }

    /**
     * Opens it.
     *
     * @param host address to listen on
     * @param instances base addresses of each service's instances
     * @param trustedProxies addresses whose {@code X-Forwarded-For} is passed on, the peer's added to it
     */
    public static FrontDoor open(String host, int port, Map<Service, List<URI>> instances, Set<String> trustedProxies) {
        var owners = new EnumMap<Service, HttpHandler>(Service.class);
        instances.forEach((service, addresses) -> owners.put(service, proxy(addresses, trustedProxies)));
        var readiness = new BlockingHandler(new Readiness(instances)::answer);
        HttpHandler root = exchange -> route(exchange, owners, readiness);
        var server = Undertow.builder()
                .addHttpListener(port, host)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 64_000_000L)
                .setDirectBuffers(true)
                .setBufferSize(BUFFER)
                .setIoThreads(2)
                .setWorkerThreads(8)
                .setHandler(root)
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new CannotStart(
                    "Port " + port + " is taken by another program: set THROUGHLINE_PORT to a free one.", e);
        }
        return new FrontDoor(server);
    }

    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    private static void route(HttpServerExchange exchange, Map<Service, HttpHandler> owners, HttpHandler readiness)
            throws Exception {
        switch (exchange.getRequestPath()) {
            case "/health/ready" -> readiness.handleRequest(exchange);
            case "/health/live" -> {
                exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                exchange.getResponseSender().send("{\"status\":\"UP\"}");
            }
            default -> {
                var owner = PathTable.ownerOf(exchange.getRequestPath());
                java.util.Objects.requireNonNull(owners.get(owner)).handleRequest(exchange);
            }
        }
    }

    private static HttpHandler proxy(List<URI> addresses, Set<String> trustedProxies) {
        var client = new LoadBalancingProxyClient()
                .setConnectionsPerThread(40)
                .setMaxQueueSize(400)
                .setTtl(IDLE_MILLIS)
                .setSoftMaxConnectionsPerThread(0)
                .setProblemServerRetry(RETRY_SECONDS);
        addresses.forEach(client::addHost);
        var replacing = handler(client, false);
        var adding = handler(client, true);
        return exchange -> (trustedProxies.contains(peer(exchange)) ? adding : replacing).handleRequest(exchange);
    }

    private static HttpHandler handler(LoadBalancingProxyClient client, boolean keepForwarded) {
        return ProxyHandler.builder()
                .setProxyClient(client)
                .setMaxRequestTime(REQUEST_MILLIS)
                .setMaxConnectionRetries(3)
                .setReuseXForwarded(keepForwarded)
                .build();
    }

    private static String peer(HttpServerExchange exchange) {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    @Override
    public void close() {
        server.stop();
    }
}
