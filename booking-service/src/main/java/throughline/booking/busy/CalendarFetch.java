package throughline.booking.busy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import throughline.clock.MachineTime;

/**
 * Reads a file from an address that somebody named, and lets nobody reach through us what only we can reach.
 *
 * <ol>
 *   <li>Only {@code http} and {@code https}, nothing before an {@code @} in the host's place.
 *   <li>The name is looked up when the connection is made, all addresses found are judged, and the connection goes to one of
 *       them: there is no second look-up that could answer otherwise.
 *   <li>At most three redirects, each judged like the first address, none from https to http.
 *   <li>Limited in size and, redirects and all, in time. No cookies, no passwords, no compression, no proxy.
 * </ol>
 */
final class CalendarFetch {

    private static final int REDIRECTS = 3;
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    private final BusySettings settings;
    private final MachineTime machine;
    private final CloseableHttpClient client;

    /** How a name becomes addresses. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** An address that must not be read. */
    private static final class Closed extends UnknownHostException {
        private Closed() {
            super("an address that is not of the open internet");
        }
    }

    private record Judged(Names names, Predicate<InetAddress> open) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = names.of(host);
            for (InetAddress address : found) {
                if (!open.test(address)) {
                    throw new Closed();
                }
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    CalendarFetch(BusySettings settings, Names names, Predicate<InetAddress> open, MachineTime machine) {
        this.settings = settings;
        this.machine = machine;
        Timeout patience = Timeout.of(settings.patience());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Judged(names, open))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(patience)
                                .setSocketTimeout(patience)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(patience).build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Throughline")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** What lies at an address, as UTF-8 text. */
    String read(String url) throws Unreadable {
        long until = machine.nanos() + settings.patience().toNanos();
        URI at = checked(url, null);
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            Answer answer = once(at, until);
            if (answer.movedTo() == null) {
                return answer.text();
            }
            at = checked(at.resolve(answer.movedTo()).toString(), at);
        }
        throw new Unreadable(Failure.ADDRESS);
    }

    private record Answer(String text, @Nullable String movedTo) {}

    /** @param from where the address was found, if it is one we were sent on to */
    private static URI checked(String url, @Nullable URI from) throws Unreadable {
        try {
            URI uri = URI.create(url);
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            boolean lessSecure = from != null && !secure && "https".equalsIgnoreCase(from.getScheme());
            if ((!secure && !"http".equalsIgnoreCase(uri.getScheme()))
                    || lessSecure
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null) {
                throw new Unreadable(Failure.ADDRESS);
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new Unreadable(Failure.ADDRESS, e);
        }
    }

    private Answer once(URI uri, long until) throws Unreadable {
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept", "text/calendar, text/plain;q=0.5, */*;q=0.1");
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().name("calendar-deadline").start(() -> {
            while (!done.get() && machine.nanos() < until) {
                LockSupport.parkNanos(Math.max(1, until - machine.nanos()));
            }
            if (!done.get()) {
                request.abort();
            }
        });
        try {
            return client.execute(request, this::answer);
        } catch (Oversized e) {
            throw new Unreadable(Failure.TOO_LARGE, e);
        } catch (NoFile e) {
            throw new Unreadable(Failure.STATUS, e);
        } catch (Closed e) {
            throw new Unreadable(Failure.ADDRESS, e);
        } catch (IOException e) {
            boolean late = machine.nanos() >= until || e instanceof InterruptedIOException;
            throw new Unreadable(late ? Failure.TOO_SLOW : Failure.UNREACHABLE, e);
        } finally {
            done.set(true);
            LockSupport.unpark(watch);
        }
    }

    private static final class NoFile extends IOException {
        private NoFile() {
            super("an answer that is no file");
        }
    }

    private static final class Oversized extends IOException {
        private Oversized() {
            super("larger than a calendar may be");
        }
    }

    private Answer answer(ClassicHttpResponse response) throws IOException {
        Header location = response.getFirstHeader("Location");
        if (MOVED.contains(response.getCode()) && location != null) {
            return new Answer("", location.getValue());
        }
        if (response.getCode() != 200 || response.getEntity() == null) {
            throw new NoFile();
        }
        try (InputStream body = response.getEntity().getContent()) {
            byte[] bytes = body.readNBytes(settings.mostBytes() + 1);
            if (bytes.length > settings.mostBytes()) {
                throw new Oversized();
            }
            return new Answer(new String(bytes, StandardCharsets.UTF_8), null);
        }
    }
}
