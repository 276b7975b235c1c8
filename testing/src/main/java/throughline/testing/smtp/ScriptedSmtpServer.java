package throughline.testing.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A small SMTP server on virtual threads that does what its script says. Without a script it accepts everything.
 *
 * <pre>{@code
 * try (var server = ScriptedSmtpServer.start(Extension.PIPELINING)) {
 *     server.at(Phase.RCPT).to("gone@client.example").answer("550 5.1.1 no such person");
 *     server.at(Phase.DOT).mail(2).acceptThenClose();
 *     …
 *     assertThat(server.accepted()).hasSize(1);
 * }
 * }</pre>
 *
 * Rules are tried in the order they were added. It listens on the loopback address only.
 */
public final class ScriptedSmtpServer implements AutoCloseable {

    /** What the answer to EHLO offers. */
    public enum Extension {
        PIPELINING,
        SMTPUTF8
    }

    final Clock clock = Clock.systemUTC();
    final Set<Extension> extensions;
    private final ServerSocket listener;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<AcceptedMail> accepted = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mails = new AtomicInteger();
    final AtomicInteger sentTooEarly = new AtomicInteger();
    volatile Duration latency = Duration.ZERO;
    volatile @Nullable SSLContext tls;
    volatile @Nullable Credentials credentials;

    record Credentials(String username, String password) {}

    private ScriptedSmtpServer(ServerSocket listener, Set<Extension> extensions) {
        this.listener = listener;
        this.extensions = extensions;
    }

    /** Starts on a free port. */
    public static ScriptedSmtpServer start(Extension... offered) {
        return start(ServerSocketFactory.getDefault(), offered);
    }

    /** Starts on a free port and speaks TLS from the first byte, with this certificate. */
    public static ScriptedSmtpServer startSecured(SSLContext context, Extension... offered) {
        return start(context.getServerSocketFactory(), offered);
    }

    private static ScriptedSmtpServer start(ServerSocketFactory sockets, Extension... offered) {
        var extensions = EnumSet.noneOf(Extension.class);
        extensions.addAll(List.of(offered));
        try {
            var listener = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
            var server = new ScriptedSmtpServer(listener, extensions);
            Thread.ofVirtual().name("smtp-accept").start(server::listen);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a rule; it applies once it has been told what to do. */
    public Rule at(Phase phase) {
        var rule = new Rule(this, phase);
        rules.add(rule);
        return rule;
    }

    /** Waits this long before each flush of answers, as a distant server would. */
    public ScriptedSmtpServer latency(Duration time) {
        latency = time;
        return this;
    }

    /** Offers STARTTLS with this certificate. */
    public ScriptedSmtpServer tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Offers AUTH PLAIN and refuses MAIL from whoever has not signed in. */
    public ScriptedSmtpServer requireLogin(String username, String password) {
        credentials = new Credentials(username, password);
        return this;
    }

    /** Forgets rules; what was accepted stays. */
    public void behave() {
        rules.clear();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Everything accepted so far, in the order of acceptance. */
    public List<AcceptedMail> accepted() {
        return List.copyOf(accepted);
    }

    /** Accepted mails with this envelope recipient. */
    public List<AcceptedMail> acceptedBy(String recipient) {
        return accepted.stream().filter(mail -> mail.to().contains(recipient)).toList();
    }

    /** Every command line received, without bodies. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public int connections() {
        return connections.get();
    }

    /** Groups of commands that arrived before an answer they had to wait for (RFC 2920 section 3.1). */
    public int sentTooEarly() {
        return sentTooEarly.get();
    }

    /** Stops listening and ends every connection. */
    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().name("smtp-session").start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new SmtpSession(this, socket).run();
        } catch (IOException _) {
            // the sender went away, which is one of the things it may do
        } finally {
            open.remove(socket);
        }
    }

    @Nullable
    Act actAt(Phase phase, @Nullable String recipient, int mail) {
        for (var rule : rules) {
            var act = rule.take(phase, recipient, mail);
            if (act != null) {
                return act;
            }
        }
        return null;
    }

    int nextMail() {
        return mails.incrementAndGet();
    }

    void accept(AcceptedMail mail) {
        accepted.add(mail);
    }

    void heard(String command) {
        commands.add(command);
    }
}
