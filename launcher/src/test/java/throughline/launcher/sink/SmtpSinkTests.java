package throughline.launcher.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SmtpSinkTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String ENVELOPE =
            "MAIL FROM:<mira@practice.example> BODY=8BITMIME\r\nRCPT TO:<zoe@client.example>\r\nDATA\r\n";

    @TempDir
    Path folder;

    @Test
    void mailIsOnDiskBeforeItIsAccepted() throws IOException {
        try (var sink = SmtpSink.open(folder, 0, CLOCK);
                var client = new Client(sink.port())) {
            client.send("EHLO here\r\n").lines(6);
            assertThat(client.send(ENVELOPE).lines(3)).last().asString().startsWith("354");

            client.send(
                    "Subject: =?UTF-8?Q?Your_call,?=\r\n =?utf-8?B?IFpvw6s=?=\r\nMessage-ID: <1@here>\r\nDate: Tue, 1 Dec 2026 12:00:00 +0000\r\n\r\n..dot\r\nbare\nline\r\n.\r\n");

            assertThat(client.line()).isEqualTo("250 2.0.0 kept as 1");
            assertThat(folder.resolve("000001.eml"))
                    .hasContent(
                            "Subject: =?UTF-8?Q?Your_call,?=\r\n =?utf-8?B?IFpvw6s=?=\r\nMessage-ID: <1@here>\r\nDate: Tue, 1 Dec 2026 12:00:00 +0000\r\n\r\n.dot\r\nbare\nline\r\n");
            var entry = new JsonMapper().readTree(folder.resolve("000001.json"));
            assertThat(entry).isEqualTo(new JsonMapper().readTree("""
                    {"n":1,"from":"mira@practice.example","to":["zoe@client.example"],"subject":"Your call, Zoë",
                     "messageId":"<1@here>","date":"Tue, 1 Dec 2026 12:00:00 +0000","receivedAt":"2026-12-01T12:00:00Z"}"""));
        }
    }

    @Test
    void numbersGoOnAfterARestart() throws IOException {
        for (int start = 1; start <= 2; start++) {
            try (var sink = SmtpSink.open(folder, 0, CLOCK);
                    var client = new Client(sink.port())) {
                client.send(ENVELOPE).lines(3);
                assertThat(client.send("\r\nhello\r\n.\r\n").line()).endsWith("kept as " + start);
            }
        }
        assertThat(folder).isDirectoryContaining("glob:**/000002.json");
    }

    @Test
    void mailThatCouldNotBeWrittenIsNotAccepted() throws IOException {
        try (var sink = SmtpSink.open(folder.resolve("mails"), 0, CLOCK);
                var client = new Client(sink.port())) {
            client.send(ENVELOPE).lines(3);
            Files.delete(folder.resolve("mails"));

            assertThat(client.send("\r\nhello\r\n.\r\n").rest()).noneMatch(answer -> answer.startsWith("250"));
        }
    }

    @Test
    void refusedDomainIsRefusedForGoodAndGreylistedAddressOnce() throws IOException {
        try (var sink = SmtpSink.open(folder, 0, CLOCK);
                var client = new Client(sink.port())) {
            client.send("MAIL FROM:<a@b.example>\r\n").line();

            assertThat(client.send("RCPT TO:<x@refused.example>\r\nRCPT TO:<x@refused.example>\r\n")
                            .lines(2))
                    .allMatch(answer -> answer.startsWith("550 5.1.1"));
            assertThat(client.send("RCPT TO:<x@greylist.example>\r\nRCPT TO:<X@greylist.example>\r\n")
                            .lines(2))
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith("451"),
                            then -> assertThat(then).startsWith("250"));
        }
    }

    @Test
    void wholeMailsInOneWriteAreAnsweredInOrder() throws IOException {
        try (var sink = SmtpSink.open(folder, 0, CLOCK);
                var client = new Client(sink.port())) {
            var answers = client.send(
                            "DATA\r\nRCPT TO:<a@b.example>\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\nDATA\r\nRSET\r\nQUIT\r\n")
                    .rest();

            assertThat(answers)
                    .extracting(answer -> answer.substring(0, 3))
                    .containsExactly("503", "503", "250", "503", "554", "250", "221");
        }
    }

    private static final class Client implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader reader;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(line()).startsWith("220");
        }

        Client send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        String line() throws IOException {
            return String.valueOf(reader.readLine());
        }

        List<String> lines(int count) throws IOException {
            var lines = new ArrayList<String>();
            while (lines.size() < count) {
                lines.add(line());
            }
            return lines;
        }

        List<String> rest() {
            return reader.lines().toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
