package throughline.launcher.sink;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** One connection, RFC 5321 with PIPELINING (answers are held back while more commands wait), 8BITMIME, SIZE and SMTPUTF8. */
final class SmtpConversation {

    private static final int LARGEST = 25_000_000;
    private static final int LONGEST_COMMAND = 2_000;
    private static final int MOST_RECIPIENTS = 100;
    private static final int TIMEOUT_MILLIS = 300_000;
    private static final Pattern PATH = Pattern.compile("(?i)(?:MAIL FROM|RCPT TO):\\s*<([^<>]*)>(.*)");
    private static final Pattern SIZE = Pattern.compile("(?i).*\\bSIZE=(\\d{1,12}).*");

    private final InputStream in;
    private final OutputStream out;
    private final MailFolder mails;
    private final Set<String> seenByGreylist;
    private String from = "";
    private boolean hasFrom;
    private final List<String> to = new ArrayList<>();

    SmtpConversation(Socket socket, MailFolder mails, Set<String> seenByGreylist) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.mails = mails;
        this.seenByGreylist = seenByGreylist;
    }

    void run() throws IOException {
        say("220 sink.localhost ESMTP");
        while (true) {
            if (in.available() == 0) {
                out.flush();
            }
            var line = command();
            var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            if (verb.equals("QUIT")) {
                say("221 2.0.0 bye");
                out.flush();
                return;
            }
            answer(verb, line);
        }
    }

    private void answer(String verb, String line) throws IOException {
        switch (verb) {
            case "EHLO" -> {
                reset();
                say(
                        "250-sink.localhost\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE "
                                + LARGEST);
            }
            case "HELO" -> {
                reset();
                say("250 sink.localhost");
            }
            case "MAIL" -> mail(line);
            case "RCPT" -> rcpt(line);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                say("250 2.0.0 forgotten");
            }
            case "NOOP" -> say("250 2.0.0 ok");
            case "VRFY" -> say("252 2.1.5 try and see");
            default -> say("500 5.5.2 unknown command");
        }
    }

    private void mail(String line) throws IOException {
        var path = PATH.matcher(line);
        if (!path.matches()) {
            say("501 5.5.4 MAIL FROM:<address> is expected");
        } else if (hasFrom) {
            say("503 5.5.1 one mail at a time");
        } else if (declaredSize(path.group(2)) > LARGEST) {
            say("552 5.3.4 too large");
        } else {
            from = path.group(1);
            hasFrom = true;
            say("250 2.1.0 ok");
        }
    }

    private static long declaredSize(String parameters) {
        var size = SIZE.matcher(parameters);
        return size.matches() ? Long.parseLong(size.group(1)) : 0;
    }

    private void rcpt(String line) throws IOException {
        var path = PATH.matcher(line);
        if (!hasFrom) {
            say("503 5.5.1 MAIL first");
        } else if (!path.matches() || path.group(1).isBlank()) {
            say("501 5.5.4 RCPT TO:<address> is expected");
        } else if (to.size() == MOST_RECIPIENTS) {
            say("452 4.5.3 too many recipients");
        } else {
            recipient(path.group(1));
        }
    }

    private void recipient(String address) throws IOException {
        var key = address.toLowerCase(Locale.ROOT);
        if (key.endsWith("@refused.example")) {
            say("550 5.1.1 no such person here");
        } else if (key.endsWith("@greylist.example") && seenByGreylist.add(key)) {
            say("451 4.7.1 come back later");
        } else {
            to.add(address);
            say("250 2.1.5 ok");
        }
    }

    private void data() throws IOException {
        if (to.isEmpty()) {
            say(hasFrom ? "554 5.5.1 no valid recipient" : "503 5.5.1 MAIL first");
            return;
        }
        say("354 go ahead, end with a dot");
        out.flush();
        var source = body();
        if (source.size() > LARGEST) {
            say("552 5.3.4 too large");
        } else {
            say("250 2.0.0 kept as " + mails.keep(from, to, source.toByteArray()));
        }
        reset();
    }

    private void reset() {
        from = "";
        hasFrom = false;
        to.clear();
    }

    /** Up to the line with the dot; only CR LF ends a line, a bare LF is part of it. Beyond the largest size it is read and dropped. */
    private ByteArrayOutputStream body() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var line = line(Integer.MAX_VALUE);
            if (line.length == 3 && line[0] == '.') {
                return body;
            }
            if (body.size() <= LARGEST) {
                int stuffing = line[0] == '.' ? 1 : 0;
                body.write(line, stuffing, line.length - stuffing);
            }
        }
    }

    private String command() throws IOException {
        return new String(line(LONGEST_COMMAND), StandardCharsets.UTF_8).strip();
    }

    /** With its CR LF. */
    private byte[] line(int longest) throws IOException {
        var line = new ByteArrayOutputStream();
        int before = 0;
        while (line.size() < longest) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            line.write(b);
            if (b == '\n' && (before == '\r' || longest == LONGEST_COMMAND)) {
                return line.toByteArray();
            }
            before = b;
        }
        say("500 5.5.2 line too long");
        out.flush();
        throw new IOException("a command of more than " + longest + " bytes");
    }

    private void say(String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
