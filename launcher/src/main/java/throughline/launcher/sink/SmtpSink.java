package throughline.launcher.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import throughline.launcher.CannotStart;

/**
 * The SMTP server that stands in for a relay during development, on the loopback address. It keeps every mail in a folder
 * and sends none. Two domains let a person see refusals: {@code refused.example} is refused for good, {@code greylist.example} once per
 * address.
 *
 * <p>Written here, because the libraries at hand do not offer PIPELINING, and without it the path that production takes would
 * not be the one that development takes.
 */
public final class SmtpSink implements AutoCloseable {

    private final ServerSocket server;
    private final MailFolder mails;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SmtpSink(ServerSocket server, MailFolder mails) {
        this.server = server;
        this.mails = mails;
    }

    /**
     * Listens until closed.
     *
     * @param port 0 for any
     * @param clock for the time of receipt
     */
    public static SmtpSink open(Path folder, int port, Clock clock) {
        try {
            var sink = new SmtpSink(
                    new ServerSocket(port, 100, InetAddress.getLoopbackAddress()), new MailFolder(folder, clock));
            Thread.ofVirtual().name("smtp-sink").start(sink::accept);
            return sink;
        } catch (IOException e) {
            throw new CannotStart(
                    "The SMTP sink cannot listen on port " + port + " or write to " + folder + ": " + e.getMessage(),
                    e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            new SmtpConversation(socket, mails, seen).run();
        } catch (IOException clientWentAway) {
            // nothing was promised that is not on disk
            return;
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
