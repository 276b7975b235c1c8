package throughline.notification.transport;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.eclipse.angus.mail.smtp.SMTPOutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Angus' SMTP client, told to remember how far it came, to ask a {@link Fence} before the final dot, and to send RSET, MAIL,
 * RCPT and DATA as one write where the server offers PIPELINING (RFC 2920).
 *
 * <p>One recipient per mail. After {@code sendMessage} returned or threw, {@link #reply()} tells what happened; the exception
 * tells nothing. Easy to get wrong, all of it seen on real conversations:
 *
 * <ul>
 *   <li>In a group the first refusal decides. After a refused MAIL the later commands are answered 503, which would turn a
 *       greylisted recipient into a refused one.
 *   <li>DATA may be answered 354 although the only RCPT was refused: then a lone dot ends it. After a refused MAIL a lone dot
 *       could deliver an empty mail: the connection is closed instead.
 *   <li>Angus answers -1 for "connection ended" without an exception, and its own {@code finishData} would send RSET.
 *   <li>Its {@code isConnected} is a NOOP on the wire: never called between mails, and it would hang inside a body.
 * </ul>
 */
final class PhasedTransport extends SMTPTransport {
    private enum Mode {
        LIVE,
        /** Commands are collected in Angus' own buffer, answered by a stand-in. */
        COLLECTING,
        /** Nothing is sent or read; only the stream for the body is made. */
        SILENT
    }

    private final SmtpSettings settings;
    private final KeptSocket kept;
    private Mode mode = Mode.LIVE;
    private boolean pipelining;
    private boolean resetOwed;
    private boolean decided;
    private boolean mustDrop;
    private boolean utf8;
    private Reply reply = new Reply(Phase.CONNECT, 0, "");
    private Fence fence = () -> {};
    private @Nullable SMTPOutputStream wire;
    private @Nullable SMTPOutputStream body;

    PhasedTransport(Session session, SmtpSettings settings, KeptSocket kept) {
        super(session, new URLName("smtp", settings.host(), settings.portNumber(), null, null, null));
        this.settings = settings;
        this.kept = kept;
    }

    /** Connects and signs in. On failure {@link #reply()} is at {@code CONNECT} with the code, where there was one. */
    synchronized void open() throws MessagingException {
        at(Phase.CONNECT);
        connect(
                settings.host(),
                settings.portNumber(),
                settings.signsIn() ? settings.username() : null,
                settings.signsIn() ? settings.password() : null);
        wire = silentBody();
        pipelining = super.supportsExtension("PIPELINING");
    }

    boolean takesUtf8Addresses() {
        return super.supportsExtension("SMTPUTF8");
    }

    /** Prepares for the next mail. */
    synchronized void begin(boolean utf8Address, Fence beforeDot) {
        utf8 = utf8Address;
        fence = beforeDot;
        mustDrop = false;
        at(Phase.MAIL);
        timeout((int) settings.replyTimeout().toMillis());
    }

    /** What decided about the last mail. */
    synchronized Reply reply() {
        return reply;
    }

    /** Whether this connection can no longer be trusted. */
    synchronized boolean mustDrop() {
        return mustDrop || reply.code() <= 0 || reply.code() == 421 || reply.code() == 503;
    }

    /** Ends the connection without another word; a QUIT could land inside an open body. */
    void drop() {
        kept.close();
        try {
            close();
        } catch (MessagingException _) {
            // it is gone, which is what was wanted
        }
    }

    /**
     * A mail that does not need SMTPUTF8 must not be marked with it: a later hop might refuse it for that. While connecting the
     * answer is yes, because Angus only wants to complain in the log.
     */
    @Override
    public boolean supportsExtension(String extension) {
        if (!"SMTPUTF8".equals(extension)) {
            return super.supportsExtension(extension);
        }
        return reply.phase() == Phase.CONNECT || (utf8 && super.supportsExtension(extension));
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        switch (mode) {
            case LIVE -> super.sendCommand(command);
            case SILENT -> {}
            case COLLECTING -> collect(command);
        }
    }

    private void collect(String command) throws MessagingException {
        if (command.indexOf('\r') >= 0 || command.indexOf('\n') >= 0) {
            throw new MessagingException("a command is one line");
        }
        try {
            wire().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new MessagingException("cannot write to the relay", e);
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        return switch (mode) {
            case COLLECTING -> 250;
            case SILENT -> 354;
            case LIVE -> {
                int code = super.readServerResponse();
                note(code);
                yield code;
            }
        };
    }

    /** Keeps the newest answer, until one was a refusal: that one stays. */
    private void note(int code) {
        if (!decided) {
            reply = Reply.of(reply.phase(), code, getLastServerResponse());
            decided = code < 200
                    || code >= 400
                    || (code >= 300 && reply.phase() != Phase.DATA && reply.phase() != Phase.CONNECT);
        }
    }

    private void at(Phase phase) {
        reply = new Reply(phase, 0, "");
        decided = false;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        if (pipelining) {
            mode = Mode.COLLECTING;
        }
        try {
            if (resetOwed) {
                sendCommand("RSET");
                expectReset();
            }
            super.mailFrom();
        } finally {
            mode = Mode.LIVE;
        }
    }

    private void expectReset() throws MessagingException {
        if (mode == Mode.COLLECTING) {
            return;
        }
        int code = readServerResponse();
        if (!Reply.success(code)) {
            throw drop("RSET was answered " + code);
        }
        resetOwed = false;
    }

    @Override
    protected void rcptTo() throws MessagingException {
        if (pipelining) {
            mode = Mode.COLLECTING;
        } else {
            at(Phase.RCPT);
        }
        try {
            super.rcptTo();
        } finally {
            mode = Mode.LIVE;
        }
    }

    @Override
    protected OutputStream data() throws MessagingException {
        if (pipelining) {
            at(Phase.MAIL);
            super.sendCommand("DATA");
            readGroup();
            body = silentBody();
        } else {
            at(Phase.DATA);
            body = (SMTPOutputStream) super.data();
        }
        at(Phase.BODY);
        return body;
    }

    private void readGroup() throws MessagingException {
        if (resetOwed) {
            expectReset();
            at(Phase.MAIL);
        }
        int mail = answer(Phase.MAIL);
        int rcpt = answer(Phase.RCPT);
        int data = answer(Phase.DATA);
        if (Reply.success(mail) && Reply.success(rcpt) && data == 354) {
            return;
        }
        decided = true;
        boolean refusal = reply.isTransient() || reply.isPermanent();
        if (refusal && data == 354 && Reply.success(mail)) {
            super.sendCommand(".");
            mustDrop = super.readServerResponse() <= 0;
            resetOwed = true;
        } else if (refusal && data >= 400) {
            resetOwed = true;
        } else {
            throw drop("the relay is out of step");
        }
        throw new MessagingException("refused with " + reply.code());
    }

    /** Reads one answer of a group; the phase moves on only while nothing was refused. */
    private int answer(Phase phase) throws MessagingException {
        if (!decided) {
            at(phase);
        }
        int code = readServerResponse();
        if (code <= 0 || code == 421) {
            throw drop("the relay ended the conversation");
        }
        return code;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        body().ensureAtBOL();
        fence.beforeDot();
        at(Phase.DOT);
        timeout((int) settings.dotTimeout().toMillis());
        super.sendCommand(".");
        int code = super.readServerResponse();
        if (code <= 0) {
            reply = new Reply(Phase.DOT, code, "");
            throw drop("no answer to the dot");
        }
        reply = Reply.of(Phase.REPLIED, code, getLastServerResponse());
        decided = true;
        if (!Reply.success(code)) {
            resetOwed = true;
            mustDrop = !reply.isTransient() && !reply.isPermanent();
            throw new MessagingException("refused with " + code);
        }
    }

    /** A nested {@link IOException} makes Angus close the connection without a QUIT. */
    private MessagingException drop(String why) {
        mustDrop = true;
        return new MessagingException(why, new IOException(why));
    }

    private SMTPOutputStream silentBody() throws MessagingException {
        mode = Mode.SILENT;
        try {
            return (SMTPOutputStream) super.data();
        } finally {
            mode = Mode.LIVE;
        }
    }

    private SMTPOutputStream wire() throws MessagingException {
        if (wire == null) {
            throw new MessagingException("not connected");
        }
        return wire;
    }

    private SMTPOutputStream body() throws MessagingException {
        if (body == null) {
            throw new MessagingException("no body was begun");
        }
        return body;
    }

    private void timeout(int millis) {
        Socket socket = kept.current();
        if (socket != null && !socket.isClosed()) {
            try {
                socket.setSoTimeout(millis);
            } catch (SocketException _) {
                // closed meanwhile; the next write finds out
            }
        }
    }
}
