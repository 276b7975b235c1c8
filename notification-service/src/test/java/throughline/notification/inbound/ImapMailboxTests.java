package throughline.notification.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real IMAP server: how the mailbox is entered, what is read of it, and what the folder of copies is asked. */
@Timeout(60)
class ImapMailboxTests {

    private static final String TOKEN = "ya29.a-token-of-the-provider";

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), "imap"));
    private final Tap tap = new Tap();
    private final GreenMailUser mira;

    ImapMailboxTests() throws IOException {
        server.start();
        mira = server.setUser("mira@practice.example", "mira", TOKEN);
        tap.to(server.getImap().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        tap.close();
        server.stop();
    }

    @Test
    void tokenFromTheConfigurationSignsInAndNoPasswordIsEverSaid() throws Exception {
        arrives("one");

        var read = readWith(settings("a password that is not used", TOKEN, ""));

        assertThat(read).singleElement().asString().contains("Subject: one");
        assertThat(tap.heard()).contains("AUTHENTICATE XOAUTH2").doesNotContain(" LOGIN ", "not used");
    }

    @Test
    void tokenThatHasRunOutReadsNothingAndFallsBackToNothing() throws Exception {
        arrives("one");

        assertThatThrownBy(() -> readWith(settings(TOKEN, "an-old-token", "")))
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("an-old-token");
        assertThat(tap.heard()).doesNotContain(" LOGIN ");
    }

    @Test
    void passwordSignsInWhereThereIsNoToken() throws Exception {
        arrives("one");

        assertThat(readWith(settings(TOKEN, null, ""))).hasSize(1);
        assertThat(readWith(settings(TOKEN, null, "")))
                .as("what was read is seen")
                .isEmpty();
    }

    @Test
    void mailThatCannotBeTakenWaitsAndDoesNotHoldUpTheOthers() throws Exception {
        arrives("poison");
        arrives("bread");
        var settings = settings(TOKEN, null, "");
        var read = new ArrayList<String>();

        assertThatThrownBy(() -> new ImapMailbox(settings).readUnseen(source -> {
                    if (text(source).contains("Subject: poison")) {
                        throw new IllegalStateException("the database is away");
                    }
                    read.add(text(source));
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(read).singleElement().asString().contains("Subject: bread");
        assertThat(readWith(settings))
                .as("it comes again")
                .singleElement()
                .asString()
                .contains("Subject: poison");
    }

    @Test
    void copyInTheFolderOfCopiesIsEvidenceAndOnlyThere() throws Exception {
        copied("sent-one");
        arrives("in-the-inbox");
        var copies = new MailboxCopies(settings("", TOKEN, "Sent"));

        var taken = copies.taken(
                List.of("<sent-one@practice.example>", "<in-the-inbox@practice.example>", "<never@practice.example>"));

        assertThat(taken).containsOnlyKeys("<sent-one@practice.example>");
        assertThat(taken.values()).containsExactly("its copy lies in the mailbox");
    }

    @Test
    void withoutAFolderOfCopiesNobodyIsAsked() throws Exception {
        assertThat(new MailboxCopies(settings("", TOKEN, "")).taken(List.of("<a@practice.example>")))
                .isEmpty();
        assertThat(tap.heard()).isEmpty();
    }

    @Test
    void folderThatIsNotThereSaysNothingAboutAnyMail() {
        var copies = new MailboxCopies(settings("", TOKEN, "No such folder"));

        assertThatThrownBy(() -> copies.taken(List.of("<a@practice.example>"))).isInstanceOf(MessagingException.class);
    }

    private ImapSettings settings(@Nullable String password, @Nullable String token, String copies) {
        return new ImapSettings(
                "127.0.0.1", tap.port(), false, "mira", password, token, "INBOX", copies, Duration.ofMinutes(1));
    }

    private static List<String> readWith(ImapSettings settings) throws MessagingException, IOException {
        var read = new ArrayList<String>();
        new ImapMailbox(settings).readUnseen(source -> read.add(text(source)));
        return read;
    }

    private void arrives(String subject) throws MessagingException {
        mira.deliver(mail(subject));
    }

    private void copied(String subject) throws Exception {
        MailFolder sent = server.getManagers().getImapHostManager().createMailbox(mira, "Sent");
        sent.appendMessage(mail(subject), new Flags(Flags.Flag.SEEN), new Date());
    }

    private static MimeMessage mail(String subject) throws MessagingException {
        var source = "From: a@client.example\r\nTo: mira@practice.example\r\nMessage-ID: <" + subject
                + "@practice.example>\r\nSubject: " + subject + "\r\n\r\nHello.\r\n";
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] source) {
        return new String(source, StandardCharsets.UTF_8);
    }

    /** Stands between and writes down what the client says. */
    private static final class Tap implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Tap() throws IOException {}

        int port() {
            return door.getLocalPort();
        }

        String heard() {
            return heard.toString(StandardCharsets.UTF_8);
        }

        void to(int port) {
            Thread.ofVirtual().start(() -> {
                while (!door.isClosed()) {
                    try {
                        var client = door.accept();
                        var server = new Socket(InetAddress.getLoopbackAddress(), port);
                        Thread.ofVirtual().start(() -> copy(client, server, heard));
                        Thread.ofVirtual().start(() -> copy(server, client, new ByteArrayOutputStream()));
                    } catch (IOException _) {
                        return; // the test is over
                    }
                }
            });
        }

        private static void copy(Socket from, Socket to, ByteArrayOutputStream written) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                var buffer = new byte[8_192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    written.write(buffer, 0, n);
                    out.write(buffer, 0, n);
                    out.flush();
                }
                to.shutdownOutput();
            } catch (IOException _) {
                // one side has gone
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
