package throughline.booking.busy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.clock.MachineTime;

/** Nobody reaches through us what only we can reach, and nobody keeps us waiting. */
class CalendarFetchTests {

    private static final BusySettings SETTINGS =
            new BusySettings(Duration.ofMinutes(10), Duration.ofSeconds(2), 100_000, false);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void aServerOfThisMachine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/file", exchange -> text(exchange, "BEGIN:VCALENDAR"));
        answer("/large", exchange -> text(exchange, "x".repeat(100_001)));
        answer("/missing", exchange -> exchange.sendResponseHeaders(404, -1));
        answer("/loop", exchange -> moved(exchange, "/loop"));
        answer("/once", exchange -> moved(exchange, "/file"));
        answer("/inside", exchange -> moved(exchange, "http://127.0.0.2:" + port() + "/file"));
        answer("/file-scheme", exchange -> moved(exchange, "file:///etc/passwd"));
        answer("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!over.await(100, TimeUnit.MILLISECONDS)) {
                    body.write('x');
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void gone() {
        over.countDown();
        server.stop(0);
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            answer.to(exchange);
            exchange.close();
        });
    }

    private static void text(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void moved(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Only this one address counts as open. */
    private CalendarFetch fetch() {
        return new CalendarFetch(
                SETTINGS,
                InetAddress::getAllByName,
                address -> address.getHostAddress().equals("127.0.0.1"),
                new MachineTime());
    }

    private Failure why(CalendarFetch fetch, String url) {
        return catchThrowableOfType(Unreadable.class, () -> fetch.read(url)).why();
    }

    @Test
    void aFileIsReadAlsoAfterARedirect() throws Unreadable {
        assertThat(fetch().read(url("/file"))).isEqualTo("BEGIN:VCALENDAR");
        assertThat(fetch().read(url("/once"))).isEqualTo("BEGIN:VCALENDAR");
    }

    @Test
    void whatIsTooLargeTooSlowOrMissingIsToldApart() {
        assertThat(why(fetch(), url("/large"))).isEqualTo(Failure.TOO_LARGE);
        assertThat(why(fetch(), url("/slow"))).isEqualTo(Failure.TOO_SLOW);
        assertThat(why(fetch(), url("/missing"))).isEqualTo(Failure.STATUS);
        assertThat(why(fetch(), "http://127.0.0.1:1/")).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void redirectsAreLimitedAndEachIsJudged() {
        assertThat(why(fetch(), url("/loop"))).isEqualTo(Failure.ADDRESS);
        assertThat(asked).hasValue(4);
        assertThat(why(fetch(), url("/inside"))).isEqualTo(Failure.ADDRESS);
        assertThat(why(fetch(), url("/file-scheme"))).isEqualTo(Failure.ADDRESS);
        assertThat(asked).hasValue(6);
    }

    @Test
    void whatTheNameLeadsToWhenConnectingIsWhatCounts() {
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2"));
        CalendarFetch rebinding = new CalendarFetch(
                SETTINGS,
                host -> new InetAddress[] {InetAddress.ofLiteral(answers.size() > 1 ? answers.poll() : answers.peek())},
                address -> address.getHostAddress().equals("127.0.0.1"),
                new MachineTime());

        assertThat(catchThrowableOfType(
                        Unreadable.class, () -> rebinding.read("http://calendar.example:" + port() + "/file")))
                .isNull();
        assertThat(why(rebinding, "http://calendar.example:" + port() + "/file"))
                .isEqualTo(Failure.ADDRESS);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aNameWithOneClosedAddressAmongOthersIsRefused() {
        InetAddress[] both = {InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2")};
        CalendarFetch fetch = new CalendarFetch(
                SETTINGS, host -> both, address -> address.getHostAddress().equals("127.0.0.1"), new MachineTime());

        assertThat(why(fetch, "http://calendar.example:" + port() + "/file")).isEqualTo(Failure.ADDRESS);
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://127.0.0.1/x",
                "gopher://127.0.0.1/x",
                "http:///x",
                "http://user:secret@127.0.0.1/x",
                "nonsense",
                "http://[::1",
                "http://localhost/x",
                "http://2130706433/x",
                "http://0.0.0.0/x",
                "http://169.254.169.254/latest/meta-data"
            })
    void addressesThatMustNotBeReadAreRefused(String url) {
        CalendarFetch fetch =
                new CalendarFetch(SETTINGS, InetAddress::getAllByName, PublicAddress::is, new MachineTime());

        assertThat(why(fetch, url)).isEqualTo(Failure.ADDRESS);
        assertThat(asked).hasValue(0);
    }
}
