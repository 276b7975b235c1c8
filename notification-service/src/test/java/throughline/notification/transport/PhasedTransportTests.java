package throughline.notification.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** Every way a relay can answer or leave, one mail at a time; after each, two more mails go out over the same connection. */
class PhasedTransportTests {
    private static final int SMALL = 5_000;
    private static final int HUGE = 4_000_000;

    record Row(Consumer<ScriptedSmtpServer> script, int size, String outcome, boolean atServer) {
        static Row of(Consumer<ScriptedSmtpServer> script, String outcome) {
            return new Row(script, SMALL, outcome, false);
        }

        Row accepted() {
            return new Row(script, size, outcome, true);
        }

        Row huge() {
            return new Row(script, HUGE, outcome, atServer);
        }
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                argumentSet(
                        "421 at connect",
                        Row.of(s -> s.at(Phase.CONNECT).answer("421 busy"), "DEFERRED connection CONNECT 421")),
                argumentSet(
                        "421 at EHLO",
                        Row.of(s -> s.at(Phase.EHLO).answer("421 busy"), "DEFERRED connection CONNECT 421")),
                argumentSet(
                        "MAIL 451", Row.of(s -> s.at(Phase.MAIL).answer("451 4.3.0 later"), "DEFERRED later MAIL 451")),
                argumentSet(
                        "MAIL 550", Row.of(s -> s.at(Phase.MAIL).answer("550 5.1.0 no"), "DEFERRED sender MAIL 550")),
                argumentSet(
                        "MAIL 552 5.3.4",
                        Row.of(s -> s.at(Phase.MAIL).answer("552 5.3.4 big"), "REJECTED too_large MAIL 552")),
                argumentSet(
                        "MAIL 421", Row.of(s -> s.at(Phase.MAIL).answer("421 bye"), "DEFERRED connection MAIL 421")),
                argumentSet(
                        "MAIL 503", Row.of(s -> s.at(Phase.MAIL).answer("503 what"), "DEFERRED out_of_step MAIL 503")),
                argumentSet(
                        "MAIL garbage",
                        Row.of(s -> s.at(Phase.MAIL).answer("hello there"), "DEFERRED connection MAIL -1")),
                argumentSet(
                        "RCPT 451",
                        Row.of(s -> s.at(Phase.RCPT).answer("451 4.7.1 greylisted"), "DEFERRED later RCPT 451")),
                argumentSet(
                        "RCPT 450", Row.of(s -> s.at(Phase.RCPT).answer("450 4.2.1 later"), "DEFERRED later RCPT 450")),
                argumentSet(
                        "RCPT 550",
                        Row.of(s -> s.at(Phase.RCPT).answer("550 5.1.1 nobody"), "REJECTED undeliverable RCPT 550")),
                argumentSet(
                        "RCPT 550 5.7.1",
                        Row.of(s -> s.at(Phase.RCPT).answer("550 5.7.1 blocked"), "DEFERRED sender RCPT 550")),
                argumentSet(
                        "RCPT 552", Row.of(s -> s.at(Phase.RCPT).answer("552 5.2.2 full"), "DEFERRED later RCPT 552")),
                argumentSet(
                        "RCPT 421", Row.of(s -> s.at(Phase.RCPT).answer("421 bye"), "DEFERRED connection RCPT 421")),
                argumentSet(
                        "RCPT 503", Row.of(s -> s.at(Phase.RCPT).answer("503 what"), "DEFERRED out_of_step RCPT 503")),
                argumentSet(
                        "RCPT 550, yet 354",
                        Row.of(
                                s -> s.at(Phase.RCPT)
                                        .answer("550 5.1.1 nobody")
                                        .at(Phase.DATA)
                                        .answer("354 go"),
                                "REJECTED undeliverable RCPT 550")),
                argumentSet("DATA 451", Row.of(s -> s.at(Phase.DATA).answer("451 later"), "DEFERRED later DATA 451")),
                argumentSet("DATA 554", Row.of(s -> s.at(Phase.DATA).answer("554 no"), "REJECTED refused DATA 554")),
                argumentSet(
                        "DATA 421", Row.of(s -> s.at(Phase.DATA).answer("421 bye"), "DEFERRED connection DATA 421")),
                argumentSet(
                        "DATA 250", Row.of(s -> s.at(Phase.DATA).answer("250 ok"), "DEFERRED out_of_step DATA 250")),
                argumentSet("closed at MAIL", Row.of(s -> s.at(Phase.MAIL).close(), "DEFERRED connection MAIL")),
                argumentSet("reset at MAIL", Row.of(s -> s.at(Phase.MAIL).reset(), "DEFERRED connection MAIL")),
                argumentSet("closed at RCPT", Row.of(s -> s.at(Phase.RCPT).close(), "DEFERRED connection RCPT")),
                argumentSet("reset at RCPT", Row.of(s -> s.at(Phase.RCPT).reset(), "DEFERRED connection")),
                argumentSet("closed at DATA", Row.of(s -> s.at(Phase.DATA).close(), "DEFERRED connection DATA")),
                argumentSet("reset at DATA", Row.of(s -> s.at(Phase.DATA).reset(), "DEFERRED connection")),
                argumentSet(
                        "cut at half a small body", Row.of(s -> s.at(Phase.BODY).cutAfter(SMALL / 2), "IN_DOUBT DOT")),
                argumentSet(
                        "cut at half a huge body",
                        Row.of(s -> s.at(Phase.BODY).cutAfter(HUGE / 2), "DEFERRED connection BODY 0")
                                .huge()),
                argumentSet(
                        "dot 452", Row.of(s -> s.at(Phase.DOT).answer("452 4.3.1 full"), "DEFERRED later REPLIED 452")),
                argumentSet(
                        "dot 552",
                        Row.of(s -> s.at(Phase.DOT).answer("552 5.2.2 full"), "REJECTED refused REPLIED 552")),
                argumentSet(
                        "dot 552 5.3.4",
                        Row.of(s -> s.at(Phase.DOT).answer("552 5.3.4 big"), "REJECTED too_large REPLIED 552")),
                argumentSet("dot 554", Row.of(s -> s.at(Phase.DOT).answer("554 no"), "REJECTED refused REPLIED 554")),
                argumentSet(
                        "dot 554 5.7.1",
                        Row.of(s -> s.at(Phase.DOT).answer("554 5.7.1 spam"), "DEFERRED sender REPLIED 554")),
                argumentSet(
                        "dot 421", Row.of(s -> s.at(Phase.DOT).answer("421 bye"), "DEFERRED connection REPLIED 421")),
                argumentSet("dot 354", Row.of(s -> s.at(Phase.DOT).answer("354 go on"), "IN_DOUBT REPLIED 354")),
                argumentSet("dot garbage", Row.of(s -> s.at(Phase.DOT).answer("thanks a lot"), "IN_DOUBT DOT -1")),
                argumentSet("closed after the dot", Row.of(s -> s.at(Phase.DOT).close(), "IN_DOUBT DOT")),
                argumentSet("reset after the dot", Row.of(s -> s.at(Phase.DOT).reset(), "IN_DOUBT DOT")),
                argumentSet(
                        "closed after accepting",
                        Row.of(s -> s.at(Phase.DOT).acceptThenClose(), "IN_DOUBT DOT")
                                .accepted()),
                argumentSet(
                        "reset after accepting",
                        Row.of(s -> s.at(Phase.DOT).acceptThenReset(), "IN_DOUBT DOT")
                                .accepted()),
                argumentSet(
                        "250 too late",
                        Row.of(s -> s.at(Phase.DOT).delay(Duration.ofSeconds(2)), "IN_DOUBT DOT 0")
                                .accepted()),
                argumentSet(
                        "no answer to MAIL in time",
                        Row.of(s -> s.at(Phase.MAIL).delay(Duration.ofSeconds(2)), "DEFERRED connection MAIL 0")),
                argumentSet(
                        "many lines and 251",
                        Row.of(
                                        s -> s.at(Phase.RCPT)
                                                .answer("251-forwarded\r\n251 2.1.5 there")
                                                .at(Phase.DOT)
                                                .answer("250-2.0.0 took\r\n250 2.0.0 it"),
                                        "ACCEPTED REPLIED 250")
                                .accepted()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void oneCommandAtATime(Row row) throws Exception {
        try (var server = ScriptedSmtpServer.start()) {
            check(row, server);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void pipelined(Row row) throws Exception {
        try (var server = ScriptedSmtpServer.start(Extension.PIPELINING)) {
            check(row, server);
        }
    }

    private static void check(Row row, ScriptedSmtpServer server) throws Exception {
        row.script.accept(server);
        try (var connection = new SmtpConnection(settings(server))) {
            var outcome = connection.send(mail(row.size), "first@client.example", () -> {});
            var second = connection.send(mail(SMALL), "second@client.example", () -> {});
            var third = connection.send(mail(SMALL), "third@client.example", () -> {});

            assertThat(words(outcome)).startsWith(row.outcome);
            assertThat(server.acceptedBy("first@client.example")).hasSize(row.atServer ? 1 : 0);
            assertThat(second).isInstanceOf(Outcome.Accepted.class);
            assertThat(third).isInstanceOf(Outcome.Accepted.class);
            assertThat(server.acceptedBy("second@client.example")).hasSize(1);
            assertThat(server.acceptedBy("third@client.example")).hasSize(1);
            assertThat(server.sentTooEarly()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedFenceLetsNothingOut(boolean pipelining) throws Exception {
        try (var server = server(pipelining);
                var connection = new SmtpConnection(settings(server))) {
            var withheld = connection.send(mail(SMALL), "first@client.example", () -> {
                throw new Fence.Closed("lease is over");
            });
            var broken = connection.send(mail(SMALL), "second@client.example", () -> {
                throw new java.io.IOException("database gone");
            });
            var next = connection.send(mail(SMALL), "third@client.example", () -> {});

            assertThat(withheld).isInstanceOf(Outcome.Withheld.class);
            assertThat(words(broken)).isEqualTo("DEFERRED connection BODY 0");
            assertThat(next).isInstanceOf(Outcome.Accepted.class);
            assertThat(server.accepted()).hasSize(1);
        }
    }

    @Test
    void fenceIsAskedWhenTheServerHasNoDotYet() throws Exception {
        try (var server = server(true);
                var connection = new SmtpConnection(settings(server))) {
            var acceptedAtTheFence = new java.util.concurrent.atomic.AtomicInteger(-1);

            connection.send(
                    mail(SMALL),
                    "a@client.example",
                    () -> acceptedAtTheFence.set(server.accepted().size()));

            assertThat(acceptedAtTheFence).hasValue(0);
            assertThat(server.accepted()).hasSize(1);
        }
    }

    @Test
    void connectionIsKeptBetweenMailsWithoutAnotherWord() throws Exception {
        try (var server = server(true);
                var connection = new SmtpConnection(settings(server))) {
            for (int i = 0; i < 3; i++) {
                connection.send(mail(SMALL), "a@client.example", () -> {});
            }

            assertThat(server.connections()).isOne();
            assertThat(server.commands())
                    .filteredOn(c -> c.startsWith("NOOP") || c.startsWith("RSET"))
                    .isEmpty();
        }
    }

    @Test
    void connectionClosedByTheRelayWhileIdleIsReplacedAtOnce() throws Exception {
        try (var server = server(true);
                var connection = new SmtpConnection(settings(server))) {
            connection.send(mail(SMALL), "a@client.example", () -> {});
            server.at(Phase.MAIL).close();

            var second = connection.send(mail(SMALL), "b@client.example", () -> {});

            assertThat(second).isInstanceOf(Outcome.Accepted.class);
            assertThat(server.accepted()).hasSize(2);
        }
    }

    @Test
    void nobodyListeningIsDeferred() throws Exception {
        int port;
        try (var gone = server(true)) {
            port = gone.port();
        }
        try (var connection = new SmtpConnection(settings(port, null))) {
            var outcome = connection.send(mail(SMALL), "a@client.example", () -> {});

            assertThat(words(outcome)).isEqualTo("DEFERRED connection CONNECT 0");
        }
    }

    @Test
    void addressOutsideAsciiIsRefusedBeforeMailUnlessTheRelayTakesIt() throws Exception {
        try (var plain = server(true);
                var able = ScriptedSmtpServer.start(Extension.PIPELINING, Extension.SMTPUTF8);
                var toPlain = new SmtpConnection(settings(plain));
                var toAble = new SmtpConnection(settings(able))) {
            var refused = toPlain.send(mail(SMALL), "zoë@client.example", () -> {});
            var accepted = toAble.send(mail(SMALL), "zoë@client.example", () -> {});
            toAble.send(mail(SMALL), "ana@client.example", () -> {});

            assertThat(words(refused)).startsWith("REJECTED unsupported_address");
            assertThat(plain.commands()).noneMatch(c -> c.startsWith("MAIL"));
            assertThat(accepted).isInstanceOf(Outcome.Accepted.class);
            assertThat(able.acceptedBy("zoë@client.example")).hasSize(1);
            assertThat(able.commands().stream().filter(c -> c.startsWith("MAIL")))
                    .satisfiesExactly(
                            c -> assertThat(c).endsWith(" SMTPUTF8"),
                            c -> assertThat(c).endsWith(">"));
        }
    }

    @Test
    void signsInWhereAskedAndCallsWrongCredentialsTheSendersFault() throws Exception {
        try (var server = server(true).requireLogin("mira", "s3cret");
                var right = new SmtpConnection(settings(server.port(), "s3cret"));
                var wrong = new SmtpConnection(settings(server.port(), "guess"))) {
            assertThat(right.send(mail(SMALL), "a@client.example", () -> {})).isInstanceOf(Outcome.Accepted.class);
            assertThat(words(wrong.send(mail(SMALL), "b@client.example", () -> {})))
                    .isEqualTo("DEFERRED sender CONNECT 535");
        }
    }

    private static ScriptedSmtpServer server(boolean pipelining) {
        return pipelining ? ScriptedSmtpServer.start(Extension.PIPELINING) : ScriptedSmtpServer.start();
    }

    private static SmtpSettings settings(ScriptedSmtpServer server) {
        return settings(server.port(), null);
    }

    private static SmtpSettings settings(int port, @org.jspecify.annotations.Nullable String password) {
        return new SmtpSettings(
                "127.0.0.1",
                port,
                password == null ? null : "mira",
                password,
                SmtpSettings.Tls.NONE,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    private static MimeMessage mail(int size) throws Exception {
        var mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress("mira@practice.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("a@client.example"));
        mail.setSubject("Hello");
        mail.setText("A line of the mail.\r\n.\r\n".repeat(size / 24), "us-ascii");
        mail.saveChanges();
        return mail;
    }

    private static String words(Outcome outcome) {
        var at = outcome.reply().phase() + " " + outcome.reply().code();
        return switch (outcome) {
            case Outcome.Accepted _ -> "ACCEPTED " + at;
            case Outcome.Deferred(Reply _, String reason) -> "DEFERRED " + reason + " " + at;
            case Outcome.Rejected(Reply _, String reason) -> "REJECTED " + reason + " " + at;
            case Outcome.InDoubt _ -> "IN_DOUBT " + at;
            case Outcome.Withheld _ -> "WITHHELD " + at;
        };
    }
}
