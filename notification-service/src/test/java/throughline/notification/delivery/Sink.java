package throughline.notification.delivery;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An SMTP server that takes everything, keeps nothing and waits before each flush of answers, as a distant one would. */
final class Sink implements AutoCloseable {
    private final ServerSocket listener;
    private final Duration delay;
    private final AtomicLong mails = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Sink(Duration delay) throws IOException {
        this.delay = delay;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    long mails() {
        return mails.get();
    }

    long bytesPerMail() {
        return mails.get() == 0 ? 0 : bytes.get() / mails.get();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 16_384);
            var out = new BufferedOutputStream(socket.getOutputStream());
            out.write(line("220 sink"));
            out.flush();
            boolean open = true;
            while (open) {
                if (in.available() == 0) {
                    LockSupport.parkNanos(delay.toNanos());
                    out.flush();
                }
                var command = readLine(in);
                open = !command.isEmpty() && !command.startsWith("QUIT");
                out.write(line(answer(command)));
                if (command.startsWith("DATA")) {
                    LockSupport.parkNanos(delay.toNanos());
                    out.flush();
                    readBody(in);
                    out.write(line("250 2.0.0 taken"));
                }
            }
            out.flush();
        } catch (IOException gone) {
            // the sender went away
        }
    }

    private static String answer(String command) {
        return switch (command.length() < 4 ? "" : command.substring(0, 4)) {
            case "EHLO" -> "250-sink\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES";
            case "DATA" -> "354 go ahead";
            case "QUIT" -> "221 bye";
            default -> "250 2.0.0 ok";
        };
    }

    private void readBody(InputStream in) throws IOException {
        long length = 0;
        for (var line = readLine(in); !line.equals("."); line = readLine(in)) {
            length += line.length() + 2L;
        }
        mails.incrementAndGet();
        bytes.addAndGet(length);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("ended");
            }
            line.append((char) b);
        }
        line.setLength(Math.max(0, line.length() - 1));
        return line.toString();
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
