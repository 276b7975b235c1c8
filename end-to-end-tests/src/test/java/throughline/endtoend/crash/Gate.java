package throughline.endtoend.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A port in front of another that makes it distant, and can fall silent: connections are still taken, and nothing goes through any more. */
final class Gate implements AutoCloseable {

    private final ServerSocket listener;
    private final int behind;
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile Duration delay = Duration.ZERO;

    private Gate(ServerSocket listener, int behind) {
        this.listener = listener;
        this.behind = behind;
    }

    static Gate before(int port) {
        try {
            var gate = new Gate(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port);
            Thread.ofVirtual().name("gate").start(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Every piece takes that long each way, so that a kill often meets a mail on its way. */
    void delay(Duration time) {
        delay = time;
    }

    void fallSilent() {
        open = new CountDownLatch(1);
    }

    void speakAgain() {
        open.countDown();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var near = listener.accept();
                Thread.ofVirtual().start(() -> join(near));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void join(Socket near) {
        try (near;
                var far = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            var back = Thread.ofVirtual().start(() -> pass(far, near));
            pass(near, far);
            back.join();
        } catch (IOException e) {
            return; // one of the two went away, and both connections are closed now
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to) {
        var bytes = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                LockSupport.parkNanos(delay.toNanos());
                open.await();
                out.write(bytes, 0, n);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        speakAgain();
        listener.close();
    }
}
