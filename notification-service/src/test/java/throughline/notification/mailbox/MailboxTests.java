package throughline.notification.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import throughline.notification.NotificationMain;

/** What the built-in mail server wrote down, as people and programs see it. */
@SpringBootTest(classes = NotificationMain.class)
@AutoConfigureMockMvc
class MailboxTests {
    @TempDir
    private static Path folder;

    @Autowired
    private MockMvcTester mvc;

    @DynamicPropertySource
    static void sink(DynamicPropertyRegistry properties) {
        properties.add("throughline.sink.directory", folder::toString);
    }

    @BeforeEach
    void twoMails() throws Exception {
        receive(1, "ana@client.example", "Your call", "");
        receive(2, "ben@client.example", "Hello <b>", "\"date\":\"Thu, 3 Dec 2026 09:00:00 -0800\",");
        Files.writeString(folder.resolve("000003.eml"), "half written, its entry is not there yet");
    }

    @Test
    void mailsAreListedOldestFirst() {
        assertThat(mvc.get().uri("/dev/mailbox")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                        [{"n": 1, "to": ["ana@client.example"], "subject": "Your call", "messageId": "<1@x>",
                          "receivedAt": "2026-12-01T12:00:00Z"},
                         {"n": 2, "to": ["ben@client.example"]}]
                        """);
    }

    @Test
    void sourceIsWhatCameOverTheWire() {
        assertThat(mvc.get().uri("/dev/mailbox/1/source"))
                .hasStatusOk()
                .bodyText()
                .contains("Message-ID: <1@x>\r\n", "https://practice.example/m/1");
        assertThat(mvc.get().uri("/dev/mailbox/9/source")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri("/dev/mailbox/3/source")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri("/dev/mailbox/..%2f1/source")).hasStatus4xxClientError();
    }

    @Test
    void peopleReadAMailAndFollowItsLinks() {
        assertThat(mvc.get().uri("/mailbox"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "href=\"/mailbox/1\"",
                        "Hello &lt;b&gt;",
                        "Thursday, December 3, 9:00 am",
                        "datetime=\"2026-12-01T12:00:00Z\"")
                .doesNotContain("??");
        assertThat(mvc.get().uri("/mailbox/1"))
                .hasStatusOk()
                .bodyText()
                .contains("<a href=\"https://practice.example/m/1\"", "/dev/mailbox/1/source", "sandbox=\"\"")
                .doesNotContain("??");
        assertThat(mvc.get().uri("/mailbox/1/html"))
                .hasStatusOk()
                .hasHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'")
                .bodyText()
                .contains("<b>Hello</b>");
    }

    @Test
    void mailboxCanBeEmptied() {
        assertThat(mvc.delete().uri("/dev/mailbox")).hasStatus(HttpStatus.NO_CONTENT);

        assertThat(mvc.get().uri("/dev/mailbox")).bodyJson().isLenientlyEqualTo("[]");
        assertThat(mvc.get().uri("/mailbox")).hasStatusOk().bodyText().contains("No mail yet");
    }

    private static void receive(int n, String to, String subject, String date) throws Exception {
        Files.writeString(folder.resolve("00000" + n + ".eml"), """
                From: mira@practice.example
                To: %s
                Subject: %s
                Message-ID: <%d@x>
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=UTF-8

                Hello. Move it: https://practice.example/m/%d
                --b
                Content-Type: text/html; charset=UTF-8

                <b>Hello</b>
                --b--
                """.formatted(to, subject, n, n)
                .replace("\n", "\r\n"));
        Files.writeString(
                folder.resolve("00000" + n + ".json"),
                "{\"n\":%d,\"from\":\"mira@practice.example\",\"to\":[\"%s\"],\"subject\":\"%s\",\"messageId\":\"<%d@x>\",%s\"receivedAt\":\"2026-12-01T12:00:00Z\"}"
                        .formatted(n, to, subject, n, date));
    }
}
