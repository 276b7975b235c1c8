package throughline.notification.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** STARTTLS and TLS from the start, with a certificate that is checked. */
class EncryptedTransportTests {
    @TempDir
    static Path folder;

    private static TestCertificate certificate;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = TestCertificate.create(folder);
    }

    @Test
    void mailsGoOverOneEncryptedConnectionBegunByStartTls() throws Exception {
        try (var server = ScriptedSmtpServer.start(Extension.PIPELINING).tls(certificate.server());
                var connection = connection(server, "127.0.0.1", SmtpSettings.Tls.REQUIRED)) {
            assertThat(connection.send(mail(), "a@client.example", () -> {})).isInstanceOf(Outcome.Accepted.class);
            assertThat(connection.send(mail(), "b@client.example", () -> {})).isInstanceOf(Outcome.Accepted.class);

            assertThat(server.connections()).isOne();
            assertThat(server.commands()).contains("STARTTLS");
            assertThat(server.sentTooEarly()).isZero();
        }
    }

    @Test
    void mailsGoOverOneConnectionThatIsEncryptedFromTheStart() throws Exception {
        try (var server = ScriptedSmtpServer.startSecured(certificate.server(), Extension.PIPELINING);
                var connection = connection(server, "127.0.0.1", SmtpSettings.Tls.IMPLICIT)) {
            assertThat(connection.send(mail(), "a@client.example", () -> {})).isInstanceOf(Outcome.Accepted.class);
            assertThat(connection.send(mail(), "b@client.example", () -> {})).isInstanceOf(Outcome.Accepted.class);

            assertThat(server.connections()).isOne();
            assertThat(server.accepted()).hasSize(2);
        }
    }

    @Test
    void relayThatOffersNoEncryptionGetsNoMail() throws Exception {
        try (var server = ScriptedSmtpServer.start(Extension.PIPELINING);
                var connection = connection(server, "127.0.0.1", SmtpSettings.Tls.REQUIRED)) {
            assertDeferredBeforeMail(connection, server);
        }
    }

    @Test
    void certificateNobodyVouchesForGetsNoMail() throws Exception {
        var strangers = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (var byCommand = ScriptedSmtpServer.start().tls(certificate.server());
                var fromTheStart = ScriptedSmtpServer.startSecured(certificate.server());
                var first = new SmtpConnection(
                        settings(byCommand.port(), "127.0.0.1", SmtpSettings.Tls.REQUIRED), strangers);
                var second = new SmtpConnection(
                        settings(fromTheStart.port(), "127.0.0.1", SmtpSettings.Tls.IMPLICIT), strangers)) {
            assertDeferredBeforeMail(first, byCommand);
            assertDeferredBeforeMail(second, fromTheStart);
        }
    }

    @Test
    void certificateOfAnotherHostGetsNoMail() throws Exception {
        try (var byCommand = ScriptedSmtpServer.start().tls(certificate.server());
                var fromTheStart = ScriptedSmtpServer.startSecured(certificate.server());
                var first = connection(byCommand, "localhost", SmtpSettings.Tls.REQUIRED);
                var second = connection(fromTheStart, "localhost", SmtpSettings.Tls.IMPLICIT)) {
            assertDeferredBeforeMail(first, byCommand);
            assertDeferredBeforeMail(second, fromTheStart);
        }
    }

    @Test
    void answerThatNeverComesIsDoubtUnderTlsAsWell() throws Exception {
        try (var server = ScriptedSmtpServer.startSecured(certificate.server(), Extension.PIPELINING);
                var connection = connection(server, "127.0.0.1", SmtpSettings.Tls.IMPLICIT)) {
            server.at(Phase.DOT).delay(Duration.ofSeconds(3));

            assertThat(connection.send(mail(), "a@client.example", () -> {})).isInstanceOf(Outcome.InDoubt.class);
            assertThat(connection.send(mail(), "b@client.example", () -> {})).isInstanceOf(Outcome.Accepted.class);
        }
    }

    @Test
    void libraryLogsNoAddress() throws Exception {
        var said = new StringBuilder();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                said.append(entry.getMessage()).append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("");
        var before = root.getLevel();
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        handler.setLevel(Level.ALL);
        try (var server = ScriptedSmtpServer.start(Extension.PIPELINING);
                var connection = connection(server, "127.0.0.1", SmtpSettings.Tls.NONE)) {
            server.at(Phase.RCPT).to("b@client.example").answer("550 5.1.1 no");

            connection.send(mail(), "a@client.example", () -> {});
            connection.send(mail(), "b@client.example", () -> {});

            assertThat(said.toString()).doesNotContain("client.example", "allowutf8");
        } finally {
            root.removeHandler(handler);
            root.setLevel(before);
        }
    }

    private static void assertDeferredBeforeMail(SmtpConnection connection, ScriptedSmtpServer server)
            throws Exception {
        var outcome = connection.send(mail(), "a@client.example", () -> {});

        assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
        assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
        assertThat(server.accepted()).isEmpty();
    }

    private static SmtpConnection connection(ScriptedSmtpServer server, String host, SmtpSettings.Tls tls) {
        return new SmtpConnection(settings(server.port(), host, tls), certificate.trusting());
    }

    private static SmtpSettings settings(int port, String host, SmtpSettings.Tls tls) {
        var second = Duration.ofSeconds(1);
        return new SmtpSettings(host, port, null, null, tls, 1, Duration.ofSeconds(5), second.multipliedBy(2), second);
    }

    private static MimeMessage mail() throws Exception {
        var mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress("mira@practice.example"));
        mail.setSubject("Hello");
        mail.setText("A line.\r\n".repeat(200), "us-ascii");
        mail.saveChanges();
        return mail;
    }
}
