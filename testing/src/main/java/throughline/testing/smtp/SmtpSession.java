package throughline.testing.smtp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** One connection. Answers are held back while more commands are already there, as a pipelining server does. */
final class SmtpSession {
    private static final class Dropped extends IOException {
        private Dropped() {
            super("dropped by script");
        }
    }

    private final ScriptedSmtpServer server;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean signedIn;
    private int mail;
    private @Nullable String from;
    private final List<String> to = new ArrayList<>();

    SmtpSession(ScriptedSmtpServer server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
        socket.setTcpNoDelay(true);
    }

    void run() throws IOException {
        try {
            if (answered(Phase.CONNECT, "220 scripted ready") != 220) {
                return;
            }
            for (var line = readLine(); line != null; line = readLine()) {
                server.heard(line);
                if (!handle(line)) {
                    return;
                }
            }
        } catch (Dropped _) {
            // the script wanted it so
        }
    }

    private boolean handle(String line) throws IOException {
        var verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" -> answered(Phase.EHLO, offers());
            case "HELO" -> answered(Phase.EHLO, "250 scripted");
            case "STAR" -> startTls();
            case "AUTH" -> authenticate(line);
            case "MAIL" -> mail(line);
            case "RCPT" -> rcpt(line);
            case "DATA" -> data();
            case "RSET" -> {
                forget();
                say("250 2.0.0 reset");
            }
            case "NOOP" -> say("250 2.0.0 here");
            case "QUIT" -> {
                say("221 2.0.0 bye");
                flush();
                return false;
            }
            default -> say("500 5.5.2 what");
        }
        return true;
    }

    private String offers() {
        var lines = new ArrayList<String>(List.of("scripted"));
        if (server.tls != null && !(socket instanceof SSLSocket)) {
            lines.add("STARTTLS");
        }
        if (server.credentials != null) {
            lines.add("AUTH PLAIN");
        }
        lines.add("ENHANCEDSTATUSCODES");
        for (var extension : server.extensions) {
            lines.add(extension.name());
        }
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append("250").append(i == lines.size() - 1 ? ' ' : '-').append(lines.get(i));
            text.append(i == lines.size() - 1 ? "" : "\r\n");
        }
        return text.toString();
    }

    private void startTls() throws IOException {
        var context = server.tls;
        if (context == null) {
            say("502 5.5.1 no");
            return;
        }
        noticeEarlyCommands();
        say("220 2.0.0 go ahead");
        flush();
        var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        out = new BufferedOutputStream(secured.getOutputStream());
    }

    private void authenticate(String line) throws IOException {
        var expected = server.credentials;
        var parts = line.split(" ", -1);
        if (expected == null || parts.length < 2) {
            say("504 5.5.4 no");
            return;
        }
        var secret = parts.length > 2 ? parts[2] : ask();
        var plain = new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8);
        signedIn = plain.equals("\0" + expected.username() + "\0" + expected.password())
                || plain.equals(expected.username() + "\0" + expected.username() + "\0" + expected.password());
        say(signedIn ? "235 2.7.0 welcome" : "535 5.7.8 wrong");
    }

    private String ask() throws IOException {
        say("334 ");
        flush();
        var line = readLine();
        return line == null ? "" : line;
    }

    private void mail(String line) throws IOException {
        mail = server.nextMail();
        if (server.credentials != null && !signedIn) {
            say("530 5.7.0 sign in first");
        } else if (from != null) {
            say("503 5.5.1 one at a time");
        } else if (succeeded(answered(Phase.MAIL, "250 2.1.0 sender ok"))) {
            from = address(line);
        }
    }

    private void rcpt(String line) throws IOException {
        var recipient = address(line);
        if (from == null) {
            say("503 5.5.1 MAIL first");
        } else if (succeeded(answered(Phase.RCPT, "250 2.1.5 recipient ok", recipient))) {
            to.add(recipient);
        }
    }

    private void data() throws IOException {
        noticeEarlyCommands();
        if (from == null) {
            say("503 5.5.1 MAIL first");
            return;
        }
        var recipient = to.isEmpty() ? null : to.getFirst();
        var act = server.actAt(Phase.DATA, recipient, mail);
        if (act == null && to.isEmpty()) {
            say("503 5.5.1 RCPT first");
            return;
        }
        if (perform(act, "354 go ahead") != 354) {
            return;
        }
        flush();
        var source = body(server.actAt(Phase.BODY, recipient, mail));
        var envelope = new AcceptedMail(from, List.copyOf(to), source, server.clock.instant());
        forget();
        dot(envelope, recipient);
    }

    private void dot(AcceptedMail received, @Nullable String recipient) throws IOException {
        var act = server.actAt(Phase.DOT, recipient, mail);
        if (received.to().isEmpty()) {
            say("554 5.5.1 no valid recipients");
        } else if (act instanceof Act.AcceptThenDrop(boolean reset)) {
            server.accept(received);
            throw drop(reset);
        } else if (act instanceof Act.Wait(Duration time)) {
            server.accept(received);
            pause(time);
            say("250 2.0.0 accepted");
        } else {
            if (act == null || (act instanceof Act.Answer answer && answer.isNumeric() && succeeded(answer.code()))) {
                server.accept(received);
            }
            perform(act, "250 2.0.0 accepted");
        }
    }

    private String body(@Nullable Act act) throws IOException {
        if (act instanceof Act.Cut(int bytes, boolean reset)) {
            in.readNBytes(bytes);
            throw drop(reset);
        } else if (act != null) {
            perform(act, "");
        }
        var text = new StringBuilder();
        for (var line = readLine(); ; line = readLine()) {
            if (line == null) {
                throw new EOFException("the sender left inside the body");
            }
            if (line.equals(".")) {
                return text.toString();
            }
            text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
    }

    private void forget() {
        from = null;
        to.clear();
    }

    private int answered(Phase phase, String usual) throws IOException {
        return answered(phase, usual, null);
    }

    private int answered(Phase phase, String usual, @Nullable String recipient) throws IOException {
        if (phase == Phase.EHLO || phase == Phase.CONNECT) {
            noticeEarlyCommands();
        }
        return perform(server.actAt(phase, recipient, mail), usual);
    }

    /** Returns the code said, 0 for something that is no SMTP. */
    private int perform(@Nullable Act act, String usual) throws IOException {
        return switch (act) {
            case null -> say(usual);
            case Act.Answer answer -> {
                say(answer.text());
                if (answer.text().startsWith("421")) {
                    flush();
                    throw drop(false);
                }
                yield answer.isNumeric() ? answer.code() : 0;
            }
            case Act.Wait(Duration time) -> {
                pause(time);
                yield say(usual);
            }
            case Act.Drop(boolean reset) -> throw drop(reset);
            case Act.Cut(int _, boolean reset) -> throw drop(reset);
            case Act.AcceptThenDrop(boolean reset) -> throw drop(reset);
        };
    }

    private int say(String line) throws IOException {
        if (line.isEmpty()) {
            return 0;
        }
        if (!server.extensions.contains(Extension.PIPELINING)) {
            noticeEarlyCommands();
        }
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return Integer.parseInt(line.substring(0, 3).replaceAll("\\D", "0"));
    }

    private void noticeEarlyCommands() throws IOException {
        if (in.available() > 0) {
            server.sentTooEarly.incrementAndGet();
        }
    }

    private @Nullable String readLine() throws IOException {
        if (in.available() == 0) {
            flush();
        }
        var line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                var text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
        }
        return null;
    }

    private void flush() throws IOException {
        if (server.latency.isPositive()) {
            pause(server.latency);
        }
        out.flush();
    }

    private Dropped drop(boolean reset) throws IOException {
        if (reset) {
            socket.setSoLinger(true, 0);
        } else {
            out.flush();
            socket.shutdownOutput();
            socket.setSoTimeout(2_000);
            in.transferTo(OutputStream.nullOutputStream());
        }
        socket.close();
        return new Dropped();
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean succeeded(int code) {
        return code >= 200 && code < 300;
    }

    private static String address(String line) {
        int open = line.indexOf('<');
        int close = line.indexOf('>', open);
        return open < 0 || close < 0 ? line : line.substring(open + 1, close);
    }
}
