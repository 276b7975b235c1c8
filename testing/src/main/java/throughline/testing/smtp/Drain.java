package throughline.testing.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * An SMTP server for measurements: takes everything, keeps nothing, offers PIPELINING, and waits before each flush of its
 * answers, as a distant one would. It answers only when nothing more has come in, so a group of commands costs one wait.
 */
public final class Drain implements AutoCloseable {

    private final ServerSocket listener;
    private final Duration roundTrip;
    private final Consumer<String> taken;
    private final AtomicLong mails = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    /**
     * @param roundTrip waited before each flush
     * @param taken gets the recipient as RCPT named it, when the dot has come and before it is answered
     */
    public Drain(Duration roundTrip, Consumer<String> taken) throws IOException {
        this.roundTrip = roundTrip;
        this.taken = taken;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("drain").start(this::listen);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public long mails() {
        return mails.get();
    }

    public long bytesPerMail() {
        return mails.get() == 0 ? 0 : bytes.get() / mails.get();
    }

    /** How often it had to answer, for each mail: the round trips its client needed. */
    public double roundTripsPerMail() {
        return mails.get() == 0 ? 0 : (double) answers.get() / mails.get();
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
            new Conversation(socket.getInputStream(), socket.getOutputStream()).hold();
        } catch (IOException gone) {
            // the sender went away, as senders do at the end of a measurement
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Conversation {
        private final InputStream in;
        private final OutputStream out;
        private final ByteArrayOutputStream unsaid = new ByteArrayOutputStream();
        private final byte[] buffer = new byte[32_768];
        private int position;
        private int limit;
        private String recipient = "";

        Conversation(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void hold() throws IOException {
            say("220 drain");
            for (var line = line(); !line.startsWith("QUIT"); line = line()) {
                var command = line.length() < 4 ? line : line.substring(0, 4);
                switch (command) {
                    case "EHLO" -> say("250-drain\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES");
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        say("250 2.1.5 ok");
                    }
                    case "DATA" -> {
                        say("354 go ahead");
                        body();
                        taken.accept(recipient);
                        mails.incrementAndGet();
                        say("250 2.0.0 taken");
                    }
                    default -> say("250 2.0.0 ok");
                }
            }
            say("221 bye");
            flush();
        }

        private void say(String line) {
            unsaid.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        private void flush() throws IOException {
            if (unsaid.size() > 0) {
                if (roundTrip.isPositive()) {
                    LockSupport.parkNanos(roundTrip.toNanos());
                }
                answers.incrementAndGet();
                unsaid.writeTo(out);
                unsaid.reset();
            }
        }

        private int next() throws IOException {
            if (position == limit) {
                flush();
                limit = in.read(buffer);
                position = 0;
                if (limit < 0) {
                    throw new IOException("ended");
                }
            }
            return buffer[position++];
        }

        private String line() throws IOException {
            var line = new StringBuilder(64);
            for (int b = next(); b != '\n'; b = next()) {
                line.append((char) b);
            }
            line.setLength(Math.max(0, line.length() - 1));
            return line.toString();
        }

        /** Reads until a line that is only a dot. */
        private void body() throws IOException {
            long length = 0;
            int matched = 2; // as if a line had just ended
            while (matched < 5) {
                int b = next();
                length++;
                matched = switch (matched) {
                    case 2 -> b == '.' ? 3 : b == '\r' ? 1 : 0;
                    case 3 -> b == '\r' ? 4 : 0;
                    case 4 -> b == '\n' ? 5 : 0;
                    case 1 -> b == '\n' ? 2 : b == '\r' ? 1 : 0;
                    default -> b == '\r' ? 1 : 0;
                };
            }
            bytes.addAndGet(length);
        }
    }
}
