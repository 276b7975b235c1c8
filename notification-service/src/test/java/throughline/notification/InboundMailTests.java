package throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import throughline.event.EventRecords;
import throughline.notification.Booking.Call;
import throughline.notification.relay.Breakers;
import throughline.testing.smtp.AcceptedMail;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;
import tools.jackson.databind.JsonNode;

/** What comes back by mail, through the front door and through a mailbox, and what follows from it. */
@SpringBootTest(
        classes = NotificationMain.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "throughline.clock=simulated:2026-12-01T12:00:00Z",
            "throughline.smtp.tls=none",
            "throughline.url=http://practice.example",
            "throughline.notification.inbound.bounces-to=bounces@practice.example",
            "throughline.notification.imap.host=127.0.0.1",
            "throughline.notification.imap.tls=false",
            "throughline.notification.imap.username=mira",
            "throughline.notification.imap.password=secret",
            "throughline.notification.imap.every=PT0.5S",
            "throughline.api-token=" + Http.TOKEN
        })
class InboundMailTests {
    private static final ScriptedSmtpServer SMTP = ScriptedSmtpServer.start(Extension.PIPELINING);
    private static final GreenMail MAILBOX = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
    });
    private static final Duration SOON = Duration.ofSeconds(20);

    static {
        MAILBOX.start();
        MAILBOX.setUser("mira@practice.example", "mira", "secret");
    }

    @Autowired
    KafkaOperations<String, byte[]> kafka;

    @Autowired
    EventRecords records;

    @Autowired
    Clock clock;

    @Autowired
    Breakers breakers;

    @LocalServerPort
    int port;

    private Http http;
    private Booking booking;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        properties.add("throughline.smtp.host", () -> "127.0.0.1");
        properties.add("throughline.smtp.port", SMTP::port);
        properties.add(
                "throughline.notification.imap.port", () -> MAILBOX.getImap().getPort());
    }

    @BeforeEach
    void outside() {
        http = new Http(port);
        booking = new Booking(kafka, records, clock);
    }

    @AfterAll
    static void stop() {
        SMTP.close();
        MAILBOX.stop();
    }

    @Test
    void bounceThatBringsALongMailBackIsReadAsWell() {
        var call = booked("lou");

        var taken = take(bounce(confirmation(call), "failed", "5.1.1") + "\r\n" + "and so on\r\n".repeat(20_000));

        assertThat(taken.get("kind").asString()).isEqualTo("BOUNCE");
    }

    @Test
    void bounceOfAnUnknownMailboxSuppressesTheAddressAndMarksTheMail() {
        var call = booked("ana");

        var taken = take(bounce(confirmation(call), "failed", "5.1.1"));

        assertThat(taken.get("kind").asString()).isEqualTo("BOUNCE");
        assertThat(taken.get("clientId").asString()).isEqualTo(call.client().value());
        assertThat(state(taken)).isEqualTo("BOUNCED");
        assertThat(suppressions()).contains(call.email());
    }

    @Test
    void sameBounceAgainIsAnsweredTheSame() {
        var call = booked("bea");
        var bounce = bounce(confirmation(call), "failed", "5.1.1");

        assertThat(take(bounce)).isEqualTo(take(bounce));
    }

    @Test
    void fullMailboxCountsAndTheThirdTimeIsEnough() {
        var call = booked("cleo");

        for (int i = 1; i <= 3; i++) {
            assertThat(suppressions()).doesNotContain(call.email());
            take("Message-ID: <full-" + i + "@there.example>\r\n" + bounce(confirmation(call), "failed", "5.2.2"));
        }

        assertThat(suppressions()).contains(call.email());
    }

    @Test
    void refusalOfTheSenderPausesTheDomainAndSuppressesNobody() {
        var call = booked("dora");

        var taken = take(bounce(confirmation(call), "failed", "5.7.1"));

        assertThat(taken.get("kind").asString()).isEqualTo("BOUNCE");
        assertThat(suppressions()).doesNotContain(call.email());
        assertThat(breakers.open()).anyMatch(breaker -> breaker.name().equals("client.example"));
        breakers.open().forEach(breaker -> breakers.close(breaker.id()));
    }

    @Test
    void noticeOfDelayChangesNothing() {
        var call = booked("emma");

        var taken = take(bounce(confirmation(call), "delayed", "4.4.1"));

        assertThat(taken.get("kind").asString()).isEqualTo("DELAY");
        assertThat(state(taken)).isEqualTo("ACCEPTED");
        assertThat(suppressions()).doesNotContain(call.email());
    }

    @Test
    void forgedBounceThatKnowsNoMailOfOursDoesNothing() {
        var call = booked("fay");
        var forged = bounce(confirmation(call), "failed", "5.1.1")
                .replaceAll("<[0-9a-f]{32}@", "<00000000000000000000000000000000@")
                .replaceAll("\\+[0-9a-f]{32}\\.[0-9a-f]{16}@", "+" + "0".repeat(32) + "." + "0".repeat(16) + "@");

        var taken = take(forged);

        assertThat(taken.has("deliveryId")).isFalse();
        assertThat(suppressions()).doesNotContain(call.email());
    }

    @Test
    void bounceInWordsOnlyIsKnownByTheAddressItCameBackTo() {
        var call = booked("gina");
        var words = "From: MAILER-DAEMON@there.example\r\nTo: <"
                + confirmation(call).from()
                + ">\r\nSubject: failure notice\r\n\r\nSorry. 550 5.1.1 no such user here\r\n";

        var taken = take(words);

        assertThat(confirmation(call).from()).startsWith("bounces+");
        assertThat(taken.get("kind").asString()).isEqualTo("BOUNCE");
        assertThat(suppressions()).contains(call.email());
    }

    @Test
    void complaintStopsFollowUpsButNotMailsAboutTheCall() {
        var call = booked("hana");

        var taken = take(complaint(confirmation(call)));
        booking.moved(call, call.start().plus(Duration.ofDays(1)), 1);

        assertThat(taken.get("kind").asString()).isEqualTo("COMPLAINT");
        assertThat(state(taken)).isEqualTo("COMPLAINED");
        assertThat(suppressions()).contains(call.email(), "complained");
        await().atMost(SOON).until(() -> SMTP.acceptedBy(call.email()).size() == 2);
    }

    @Test
    void personWhoWritesBackBecomesATaskUntilItIsDealtWith() {
        var call = booked("ines");
        var reply = "From: Ines <" + call.email()
                + ">\r\nTo: mira@practice.example\r\nSubject: Re: Your call\r\nMessage-ID: <r1@phone>\r\n"
                + "In-Reply-To: " + messageId(call) + "\r\n\r\nThank you, see you then!\r\n";

        var taken = take(reply);

        assertThat(taken.get("kind").asString()).isEqualTo("REPLY");
        assertThat(taken.get("clientId").asString()).isEqualTo(call.client().value());
        var open =
                Http.read(http.staff("GET", "/api/notification/v1/replies", "")).get("items");
        var mine = java.util.stream.StreamSupport.stream(open.spliterator(), false)
                .filter(one ->
                        one.get("clientId").asString().equals(call.client().value()))
                .findFirst()
                .orElseThrow();
        assertThat(http.staff("GET", "/staff/mail/replies", "").body())
                .contains("A reply that came in")
                .doesNotContain("??");
        assertThat(http.staff(
                                "POST",
                                "/api/notification/v1/replies/" + mine.get("id").asString() + "/settle",
                                "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(http.staff("GET", "/api/notification/v1/replies", "").body())
                .doesNotContain(mine.get("id").asString());
    }

    @Test
    void machineThatAnswersIsNoPerson() {
        var call = booked("jane");
        var out = "From: <" + call.email()
                + ">\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\nMessage-ID: <away@phone>\r\nIn-Reply-To: "
                + messageId(call) + "\r\n\r\nI am away.\r\n";

        assertThat(take(out).get("kind").asString()).isEqualTo("AUTO_REPLY");
        assertThat(http.staff("GET", "/api/notification/v1/replies", "").body())
                .doesNotContain(call.client().value());
    }

    @Test
    void strangerWhoWritesAboutNothingWeSentIsUnknown() {
        var taken = take("From: someone@elsewhere.example\r\nSubject: Offer\r\n\r\nBuy now.\r\n");

        assertThat(taken.get("kind").asString()).isEqualTo("UNKNOWN");
        assertThat(taken.has("clientId")).isFalse();
    }

    @Test
    void noMailAtAllIsAnsweredNotObeyed() {
        assertThat(take("\0\0\0").get("kind").asString()).isEqualTo("UNKNOWN");
        assertThat(http.inbound("x".repeat(10 * 1024 * 1024 + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void mailboxIsReadThroughTheSameDoor() {
        var call = booked("kira");
        MAILBOX.getUserManager()
                .getUser("mira")
                .deliver(com.icegreen.greenmail.util.GreenMailUtil.newMimeMessage(
                        bounce(confirmation(call), "failed", "5.1.1")));

        await().atMost(SOON).until(() -> suppressions().contains(call.email()));
    }

    private Call booked(String name) {
        var call = booking.call(name, Duration.ofDays(3));
        booking.booked(call);
        await().atMost(SOON).until(() -> !SMTP.acceptedBy(call.email()).isEmpty());
        await().atMost(SOON)
                .until(() -> http.staff(
                                "GET",
                                "/api/notification/v1/deliveries?state=ACCEPTED&client="
                                        + call.client().value(),
                                "")
                        .body()
                        .contains("ACCEPTED"));
        return call;
    }

    private static AcceptedMail confirmation(Call call) {
        return SMTP.acceptedBy(call.email()).getFirst();
    }

    private static String messageId(Call call) {
        return confirmation(call).header("Message-ID").orElseThrow();
    }

    private JsonNode take(String source) {
        var answer = http.inbound(source);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Http.read(answer);
    }

    private String state(JsonNode taken) {
        var id = taken.get("deliveryId").asString();
        return Http.read(http.staff("GET", "/api/notification/v1/deliveries/" + id, ""))
                .get("state")
                .asString();
    }

    private String suppressions() {
        return http.staff("GET", "/api/notification/v1/suppressions?size=500", "")
                .body();
    }

    private static String bounce(AcceptedMail about, String action, String status) {
        return """
                From: Mail Delivery System <MAILER-DAEMON@relay.example>
                To: mira@practice.example
                Subject: Delivery Status Notification
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain

                Something about your mail.
                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; relay.example

                Final-Recipient: rfc822; someone@client.example
                Action: %s
                Status: %s

                --b1
                Content-Type: text/rfc822-headers

                Message-ID: %s
                Subject: Your call
                --b1--
                """.formatted(action, status, about.header("Message-ID").orElseThrow())
                .replace("\n", "\r\n");
    }

    private static String complaint(AcceptedMail about) {
        var head = about.source().substring(0, about.source().indexOf("\r\n\r\n"));
        var report = """
                From: feedback@provider.example
                To: mira@practice.example
                Subject: FW: Your call
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="b2"

                --b2
                Content-Type: text/plain

                This is an email abuse report.
                --b2
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Provider/1.0
                Version: 1
                --b2
                Content-Type: message/rfc822

                """.replace("\n", "\r\n");
        return report + head + "\r\n\r\nbody\r\n--b2--\r\n";
    }
}
