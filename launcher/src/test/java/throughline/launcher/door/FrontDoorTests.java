package throughline.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.launcher.door.Service.BOOKING;
import static throughline.launcher.door.Service.CONTENT;
import static throughline.launcher.door.Service.DASHBOARD;
import static throughline.launcher.door.Service.NOTIFICATION;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontDoorTests {

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Backend firstBooking = backend("booking-1");
    private final Backend secondBooking = backend("booking-2");
    private final FrontDoor door = door(Set.of());

    @BeforeEach
    void keepTrack() {
        opened.add(door);
    }

    @AfterEach
    void close() throws Exception {
        for (var each : opened) {
            each.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, CONTENT",
        "/articles/rest-days, CONTENT",
        "/feed.xml, CONTENT",
        "/go/abc, CONTENT",
        "/web/throughline.css, CONTENT",
        "/book, BOOKING",
        "/booking, CONTENT",
        "/embed, BOOKING",
        "/calls/t/call.ics, BOOKING",
        "/api/booking/v1/calls, BOOKING",
        "/api/content/v1/articles, CONTENT",
        "/api/notification/v1/settings, NOTIFICATION",
        "/api/dashboard/v1/health, DASHBOARD",
        "/staff, DASHBOARD",
        "/staff/today, DASHBOARD",
        "/staff/clients/1, DASHBOARD",
        "/staff/calls/1, BOOKING",
        "/staff/availability, BOOKING",
        "/staff/articles/new, CONTENT",
        "/staff/sequences, NOTIFICATION",
        "/staff/mail/1, NOTIFICATION",
        "/staff/mailing, DASHBOARD",
        "/u/token, NOTIFICATION",
        "/up, CONTENT",
        "/preferences/t, NOTIFICATION",
        "/subscriptions, NOTIFICATION",
        "/dev/clock, NOTIFICATION",
        "/mailbox, NOTIFICATION",
        "/sign-in, DASHBOARD",
        "/sign-out, DASHBOARD",
        "/internal/sessions, DASHBOARD"
    })
    void everyPathHasItsOwner(String path, Service owner) {
        assertThat(PathTable.ownerOf(path)).isEqualTo(owner);
    }

    @Test
    void pathAndQueryArriveUnchanged() throws Exception {
        assertThat(get("/staff/articles/a%20b?x=1").body()).startsWith("content /staff/articles/a%20b?x=1");
    }

    @Test
    void twoInstancesTakeTurns() throws Exception {
        var answers = List.of(
                get("/book").body(),
                get("/book").body(),
                get("/book").body(),
                get("/book").body());

        assertThat(answers).filteredOn(body -> body.startsWith("booking-1")).hasSize(2);
        assertThat(answers).filteredOn(body -> body.startsWith("booking-2")).hasSize(2);
    }

    @Test
    void deadInstanceIsPassedOver() throws Exception {
        kill(firstBooking);

        for (int i = 0; i < 6; i++) {
            assertThat(get("/book").body()).startsWith("booking-2");
        }
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void notReadyWhileOneServiceHasNoInstance() throws Exception {
        kill(firstBooking);
        kill(secondBooking);

        var answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"status\":\"DOWN\",\"missing\":[\"booking\"]}");
    }

    @Test
    void forwardedForFromOutsideIsDropped() throws Exception {
        assertThat(get("/", "X-Forwarded-For", "6.6.6.6").body()).endsWith("for=127.0.0.1");
    }

    @Test
    void forwardedForOfATrustedProxyIsKept() throws Exception {
        var behindAProxy = door(Set.of("127.0.0.1"));
        opened.add(behindAProxy);

        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + behindAProxy.port() + "/"))
                .header("X-Forwarded-For", "203.0.113.7")
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).body()).endsWith("for=203.0.113.7,127.0.0.1");
    }

    private HttpResponse<String> get(String path, String... header) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path));
        return http.send((header.length == 0 ? request : request.headers(header)).build(), BodyHandlers.ofString());
    }

    private FrontDoor door(Set<String> trustedProxies) {
        return FrontDoor.open(
                "127.0.0.1",
                0,
                Map.of(
                        BOOKING, List.of(firstBooking.address(), secondBooking.address()),
                        CONTENT, List.of(backend("content").address()),
                        NOTIFICATION, List.of(backend("notification").address()),
                        DASHBOARD, List.of(backend("dashboard").address())),
                trustedProxies);
    }

    private Backend backend(String name) {
        var server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setHandler(exchange -> exchange.getResponseSender()
                        .send(name + " " + exchange.getRequestURI()
                                + (exchange.getQueryString().isEmpty() ? "" : "?" + exchange.getQueryString()) + " for="
                                + exchange.getRequestHeaders().getFirst("X-Forwarded-For")))
                .build();
        server.start();
        var backend = new Backend(server);
        opened.add(backend);
        return backend;
    }

    private void kill(Backend backend) {
        backend.close();
        opened.remove(backend);
    }

    private record Backend(Undertow server) implements AutoCloseable {

        URI address() {
            var address =
                    (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
            return URI.create("http://127.0.0.1:" + address.getPort());
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
