package throughline.notification.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server that can be cut: whatever is on its way at that moment arrives or not, as in life. */
final class CutLine implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Gate flow = new Gate();
    private volatile boolean cut;

    /** Opens and shuts; who comes to it shut waits. */
    private static final class Gate {
        private boolean shut;

        synchronized void set(boolean toShut) {
            shut = toShut;
            notifyAll();
        }

        synchronized void pass() throws IOException {
            while (shut) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
        }
    }

    CutLine(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(CutLine::close);
    }

    /** Nothing gets through, and nothing is lost: as if whoever is at the near end stood still. */
    void stall() {
        flow.set(true);
    }

    void flow() {
        flow.set(false);
    }

    void mend() {
        cut = false;
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** A far end that refuses or resets ends this one connection, not the line. */
    private void connect(Socket near) {
        try {
            if (cut) {
                near.close();
            } else {
                join(near, new Socket(host, port));
            }
        } catch (IOException _) {
            close(near);
        }
    }

    private void join(Socket near, Socket far) throws IOException {
        open.add(near);
        open.add(far);
        var fromNear = near.getInputStream();
        var fromFar = far.getInputStream();
        var toNear = near.getOutputStream();
        var toFar = far.getOutputStream();
        Thread.ofVirtual().start(() -> pump(fromNear, toFar, near, far));
        Thread.ofVirtual().start(() -> pump(fromFar, toNear, near, far));
    }

    private void pump(InputStream from, OutputStream to, Socket near, Socket far) {
        try {
            var buffer = new byte[8_192];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                flow.pass();
                to.write(buffer, 0, n);
            }
        } catch (IOException _) {
            // cut, or ended by one of the two
        } finally {
            close(near);
            close(far);
            open.remove(near);
            open.remove(far);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // closed already
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flow();
        cut();
    }
}
