package throughline.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import throughline.notification.NotificationMain;
import throughline.testing.smtp.Phase;
import throughline.testing.smtp.ScriptedSmtpServer;
import throughline.testing.smtp.ScriptedSmtpServer.Extension;

/** The ledger as staff and their programs see it, in the service as it runs. */
@SpringBootTest(
        classes = NotificationMain.class,
        properties = {
            "throughline.api-token=a-token-of-sufficient-length",
            "throughline.clock=simulated:2026-12-01T20:00:00Z",
            "throughline.smtp.host=127.0.0.1",
            "throughline.smtp.tls=none",
            "throughline.notification.deliverability.dns=127.0.0.1:9"
        })
@AutoConfigureMockMvc
class MailPagesTests {
    private static final ScriptedSmtpServer SERVER = ScriptedSmtpServer.start(Extension.PIPELINING);
    private static final String TOKEN = "Bearer a-token-of-sufficient-length";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private MailLight light;

    @Autowired
    private throughline.notification.relay.Breakers breakers;

    @DynamicPropertySource
    static void relay(DynamicPropertyRegistry properties) {
        properties.add("throughline.smtp.port", SERVER::port);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void personDecidesOnThePageAboutAMailInDoubt() {
        var mail = inDoubt("priya");

        assertThat(mvc.get().uri("/staff/mail").header("Authorization", TOKEN))
                .hasStatusOk()
                .bodyText()
                .contains("Mails in doubt", "Confirmation to Zoë p.", "In doubt for 0 minutes", "Send again")
                .doesNotContain("priya@client.example", "??");
        assertThat(light.now().state()).isEqualTo(throughline.service.Light.State.NEEDS_DECISION);
        assertThat(mvc.post()
                        .uri("/staff/mail/{id}/resolve", mail.id().value())
                        .header("Authorization", TOKEN)
                        .param("as", "SENT")
                        .param("reason", "she told me"))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/staff/mail");

        var row = deliveries.find(mail.id()).orElseThrow();
        assertThat(row.state()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(row.decision()).endsWith(": she told me");
    }

    @Test
    void programsReadAndDecideWithTheSameRules() {
        var mail = inDoubt("lena");
        var path = "/api/notification/v1/deliveries";

        assertThat(mvc.get().uri(path + "?client=client-lena&state=IN_DOUBT").header("Authorization", TOKEN))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[0].messageId")
                .isEqualTo(deliveries.find(mail.id()).orElseThrow().messageId());
        assertThat(resolve(mail, "{\"as\":\"PERHAPS\",\"reason\":\"\"}"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("BAD_RESOLUTION");
        assertThat(resolve(mail, "{\"as\":{\"$ne\":1}}")).hasStatus4xxClientError();
        assertThat(resolve(mail, "{\"as\":\"SEND_AGAIN\",\"reason\":\"asked for it\"}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.possibleDuplicate")
                .isEqualTo(true);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> deliveries.find(mail.id()).orElseThrow().state() == DeliveryState.ACCEPTED);
        assertThat(resolve(mail, "{\"as\":\"GIVE_UP\"}"))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("NOTHING_TO_DECIDE");
    }

    @Test
    void pagesHaveANextUntilTheLast() {
        deliveries.plan(List.of(Sender.article("page1"), Sender.article("page2"), Sender.article("page3")));

        assertThat(mvc.get().uri("/api/notification/v1/deliveries?size=2").header("Authorization", TOKEN))
                .bodyJson()
                .extractingPath("$.next")
                .isEqualTo(2);
        assertThat(mvc.get()
                        .uri("/api/notification/v1/deliveries?page=1000&size=2")
                        .header("Authorization", TOKEN))
                .bodyJson()
                .doesNotHavePath("$.next");
        assertThat(mvc.get().uri("/api/notification/v1/deliveries?size=501").header("Authorization", TOKEN))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(mvc.get().uri("/api/notification/v1/deliveries?state=LOST").header("Authorization", TOKEN))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void pausedDomainIsShownWithItsReasonAndCanBeTriedNow() {
        breakers.refusedBy("x@paused.example", 550, "5.7.1");

        assertThat(mvc.get().uri("/staff/mail").header("Authorization", TOKEN))
                .hasStatusOk()
                .bodyText()
                .contains("Articles and follow-ups to paused.example", "550 5.7.1", "Try now")
                .doesNotContain("??");
        assertThat(mvc.post()
                        .uri("/staff/mail/paused")
                        .header("Authorization", TOKEN)
                        .param("id", "domain:paused.example"))
                .hasStatus(HttpStatus.FOUND);

        assertThat(breakers.open()).isEmpty();
    }

    @Test
    void deliverabilityIsExplainedAlsoWhenDnsDoesNotAnswer() {
        assertThat(mvc.get().uri("/staff/mail/check").header("Authorization", TOKEN))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "SPF: who may send for your domain", "DNS did not answer just now", "Mails are not signed here")
                .doesNotContain("??");
    }

    @Test
    void nobodyReadsTheLedgerWithoutSigningIn() {
        assertThat(mvc.get().uri("/api/notification/v1/deliveries")).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(mvc.get().uri("/staff/mail")).hasStatus(HttpStatus.FOUND);
        assertThat(mvc.get().uri("/dev/mailbox")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri("/mailbox")).hasStatus(HttpStatus.NOT_FOUND);
    }

    private PlannedMail inDoubt(String about) {
        SERVER.at(Phase.DOT).to(Sender.address(about)).close();
        var mail = Sender.confirmation(about);
        deliveries.plan(List.of(mail));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> deliveries.find(mail.id()).orElseThrow().state() == DeliveryState.IN_DOUBT);
        return mail;
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult resolve(PlannedMail mail, String body) {
        return mvc.post()
                .uri("/api/notification/v1/deliveries/{id}/resolve", mail.id().value())
                .header("Authorization", TOKEN)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
