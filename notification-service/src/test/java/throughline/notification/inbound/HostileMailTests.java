package throughline.notification.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails made to do harm, and mails that are only strange. */
@Timeout(20)
class HostileMailTests {
    private final MailReader reader = new MailReader(System::nanoTime);

    @Test
    void headersWithoutEndAreNotRead() {
        assertUnreadable("X-A: " + "a".repeat(300_000) + "\r\n\r\nbody");
        assertUnreadable("X-A: a\r\n".repeat(60_000) + "\r\nbody");
    }

    @Test
    void bodyThatIsAllBoundariesIsNotRead() {
        assertUnreadable("Content-Type: multipart/mixed; boundary=x\r\n\r\n" + "--x\r\n\r\n".repeat(200_000));
    }

    @Test
    void partsWithinPartsAreFollowedOnlyAFewSteps() throws Exception {
        var mail = nested(400);

        var read = reader.read(mail.getBytes(StandardCharsets.US_ASCII));

        assertThat(read.text()).doesNotContain("innermost");
        assertThat(read.header("subject")).isEqualTo("deep");
    }

    @Test
    void largeTextIsCutShort() throws Exception {
        var read = reader.read(
                ("Subject: long\r\n\r\n" + "0123456789\r\n".repeat(700_000)).getBytes(StandardCharsets.US_ASCII));

        assertThat(read.text()).hasSizeLessThanOrEqualTo(65_536);
    }

    @Test
    void encodedTextThatUnpacksToMuchIsCutShort() throws Exception {
        var base64 = java.util.Base64.getMimeEncoder().encodeToString(new byte[7_000_000]);

        var read = reader.read(("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64)
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(read.text()).hasSizeLessThanOrEqualTo(65_536);
    }

    @Test
    void timeRunsOutBeforePatienceDoes() throws Exception {
        var seconds = new java.util.concurrent.atomic.AtomicLong();
        var slow = new MailReader(() -> seconds.getAndAdd(Duration.ofSeconds(6).toNanos()));

        var read = slow.read("Subject: slow\r\n\r\nwords\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(read.text()).isEmpty();
    }

    @Test
    void referencesWithoutEndAreCutShort() throws Exception {
        var read = reader.read(("From: a@b.example\r\nReferences: " + "<x@y> ".repeat(20_000) + "\r\n\r\nhello\r\n")
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(read.header("references")).hasSizeLessThanOrEqualTo(8_192);
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted: auto-replied, AUTO_REPLY",
        "Auto-Submitted: auto-generated, AUTO_REPLY",
        "Auto-Submitted: no, REPLY",
        "X-Autoreply: yes, AUTO_REPLY",
        "X-Auto-Response-Suppress: All, AUTO_REPLY",
        "Precedence: bulk, AUTO_REPLY",
        "List-Id: <l.example>, AUTO_REPLY",
        "Return-Path: <>, AUTO_REPLY",
        "Subject: Automatic reply: Your call, AUTO_REPLY",
        "Subject: Abwesenheit vom Büro, AUTO_REPLY",
        "Subject: Out of office, AUTO_REPLY",
        "Subject: Re: Out of the blue, REPLY",
        "Subject: Re: Your call, REPLY"
    })
    void machinesAreToldFromPeople(String header, Kind kind) throws Exception {
        var read = reader.read(("From: Ana <ana@client.example>\r\n" + header + "\r\n\r\nHello.\r\n")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(Taken.of(read).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "5.1.1, true, false",
        "5.1.2, true, false",
        "5.2.1, true, false",
        "5.4.4, true, false",
        "5.2.2, false, false",
        "4.4.7, false, false",
        "5.3.4, false, false",
        "5.7.1, false, true",
        "5.7.26, false, true",
        "5.1.8, false, true"
    })
    void statusSaysWhoseFaultItIs(String status, boolean undeliverable, boolean sender) {
        var taken = new Taken(Kind.BOUNCE, status);

        assertThat(taken.isUndeliverable()).isEqualTo(undeliverable);
        assertThat(taken.isAboutTheSender()).isEqualTo(sender);
    }

    private static String nested(int depth) {
        var mail = new StringBuilder("Subject: deep\r\n");
        for (int i = 0; i < depth; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        return mail.append("Content-Type: text/plain\r\n\r\ninnermost\r\n").toString();
    }

    private void assertUnreadable(String source) {
        assertThatExceptionOfType(MailReader.Unreadable.class)
                .isThrownBy(() -> reader.read(source.getBytes(StandardCharsets.US_ASCII)));
    }
}
