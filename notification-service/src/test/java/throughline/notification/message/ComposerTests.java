package throughline.notification.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import throughline.service.PracticeSettings;

class ComposerTests {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final Instant START = Instant.parse("2026-12-01T17:30:00Z");
    private static final String MARKDOWN = """
            # Your call is booked

            Hello {{client.firstName|there}},

            I look forward to meeting you.

            - **When** {{call.when}}
            - **Where** [this room]({{call.room}})

            [Move or cancel]({{call.manageLink}} "quiet")

            > What was different this week?

            Until then,\\
            Mira
            """;

    private final Composer composer = new Composer(new PracticeSettings(
            URI.create("https://practice.example"),
            Path.of("."),
            LOS_ANGELES,
            "Sorrel Muscle Work",
            "mira@practice.example",
            "Mira Sorrel"));

    @Test
    void textAndHtmlSayTheSame() throws Exception {
        var parts = (MimeMultipart) parsed(source(letter(values()))).getContent();

        var text = (String) parts.getBodyPart(0).getContent();
        var html = (String) parts.getBodyPart(1).getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(text.replace("\r\n", "\n")).isEqualTo("""
                        Your call is booked

                        Hello Zoë,

                        I look forward to meeting you.

                        When    Tuesday, December 1, 2026
                                9:30 to 10:00 am, Los Angeles (PST)
                        Where   this room (https://example.com/v/4kq)

                        Move or cancel: https://example.com/m/4kq?a=b&c=d

                            What was different this week?

                        Until then,
                        Mira

                        --\s
                        You booked a call.
                        Sorrel Muscle Work
                        """);
        assertThat(html)
                .contains(">Your call is booked</h1>")
                .contains("Hello Zoë,")
                .contains("Tuesday, December 1, 2026<br>9:30 to 10:00 am, Los Angeles (PST)")
                .contains("href=\"https://example.com/m/4kq?a=b&amp;c=d\"")
                .contains("color:#5c2d56;text-decoration:none;")
                .doesNotContain("<img");
    }

    @Test
    void composingAgainGivesTheSameBytes() throws Exception {
        assertThat(source(invitation(CalendarPart.Method.REQUEST, 0)))
                .isEqualTo(source(invitation(CalendarPart.Method.REQUEST, 0)));
    }

    @Test
    void headersOfAMailAboutTheReadersOwnCall() throws Exception {
        var mail = parsed(source(letter(values())));

        assertThat(mail.getSubject()).isEqualTo("Your call on Tuesday, December 1");
        assertThat(mail.getMessageID()).isEqualTo("<d1@practice.example>");
        assertThat(mail.getHeader("Date", null)).isEqualTo("Mon, 30 Nov 2026 09:30:00 -0800");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getHeader("From", null)).isEqualTo("Sorrel Muscle Work <mira@practice.example>");
        assertThat(mail.getHeader("To", null)).startsWith("=?UTF-8?Q?Zo=C3=AB").endsWith("<zoe@client.example>");
        assertThat(mail.getHeader("List-Unsubscribe", null)).isNull();
        assertThat(source(letter(values()))).doesNotContain("base64");
    }

    @Test
    void mailThatIsNotTransactionalCanBeEndedWithOneClick() throws Exception {
        var unsubscribe = new Unsubscribe(
                "articles",
                "https://practice.example/u/9fe",
                "https://practice.example/preferences/9fe",
                "Stop article mails");
        var mail = parsed(source(letter(values(), "zoe@client.example", "Zoë Núñez", null, unsubscribe)));

        assertThat(mail.getHeader("List-Unsubscribe", null).replace("\r\n ", " "))
                .isEqualTo(
                        "<https://practice.example/u/9fe>, <mailto:mira@practice.example?subject=unsubscribe%20articles>");
        assertThat(mail.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("List-Id", null)).isEqualTo("<articles.practice.example>");
        assertThat((String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent())
                .contains("Stop article mails: https://practice.example/u/9fe\r\n");
    }

    @Test
    void invitationKeepsItsUidAndRaisesItsSequence() throws Exception {
        var request = source(invitation(CalendarPart.Method.REQUEST, 0));
        var moved = source(invitation(CalendarPart.Method.REQUEST, 1));
        var cancel = source(invitation(CalendarPart.Method.CANCEL, 2));

        assertThat(request).contains("text/calendar; charset=UTF-8; method=REQUEST");
        assertThat(calendar(request))
                .contains("METHOD:REQUEST", "UID:call-1@practice.example", "SEQUENCE:0", "DTSTART:20261201T173000Z")
                .contains("DTEND:20261201T180000Z", "DTSTAMP:20261130T173000Z", "STATUS:CONFIRMED");
        assertThat(calendar(moved)).contains("UID:call-1@practice.example", "SEQUENCE:1");
        assertThat(calendar(cancel))
                .contains("METHOD:CANCEL", "UID:call-1@practice.example", "SEQUENCE:2", "STATUS:CANCELLED");
        assertThat(cancel).contains("text/calendar; charset=UTF-8; method=CANCEL");
    }

    @Test
    void nameWithALineBreakIsRefusedNotWritten() {
        var letter = letter(values(), "zoe@client.example", "Zoë\r\nBcc: all@client.example", null, null);

        assertThatThrownBy(() -> composer.compose(letter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line break");
    }

    @Test
    void valueNeverBecomesMarkupOrHeader() throws Exception {
        var values = values();
        values.put("client.firstName", "**<script>alert(1)</script>** {{call.when}}");
        values.put("call.day", "Tuesday\r\nBcc: all@client.example");
        values.put("call.manageLink", "javascript:alert(1)");

        var mail = parsed(source(letter(values)));
        var html = (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();

        assertThat(html).contains("Hello **&lt;script&gt;alert(1)&lt;/script&gt;** {{call.when}},");
        assertThat(html).doesNotContain("javascript:").contains("href=\"#\"");
        assertThat(mail.getSubject()).isEqualTo("Your call on Tuesday Bcc: all@client.example");
        assertThat(mail.getHeader("Bcc")).isNull();
    }

    @Test
    void emptyValueIsReplacedByItsFallback() throws Exception {
        var values = values();
        values.put("client.firstName", " ");

        assertThat(source(letter(values))).contains("Hello there,");
    }

    @Test
    void commaAndQuoteInANameStayPartOfTheName() throws Exception {
        var mail = parsed(source(letter(values(), "zoe@client.example", "Núñez, \"Zoë\"", null, null)));
        var ascii = parsed(source(letter(values(), "zoe@client.example", "Nunez, \"Zoe\"", null, null)));

        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(ascii.getAllRecipients()).hasSize(1);
        assertThat(((jakarta.mail.internet.InternetAddress) ascii.getAllRecipients()[0]).getPersonal())
                .isEqualTo("Nunez, \"Zoe\"");
    }

    @Test
    void domainGoesOutInALabelsAndALocalPartOutsideAsciiAsItIs() throws Exception {
        var composed = composer.compose(letter(values(), "zoë@straße.example", "Zoë", null, null));

        assertThat(composed.to()).isEqualTo("zoë@xn--strae-oqa.example");
        assertThat(new String(written(composed.mail()), StandardCharsets.UTF_8))
                .contains("<zoë@xn--strae-oqa.example>");
    }

    private static Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("client.firstName", "Zoë");
        values.put("call.when", MailTimes.when(START, START.plusSeconds(1800), LOS_ANGELES));
        values.put("call.day", MailTimes.day(START, LOS_ANGELES));
        values.put("call.room", "https://example.com/v/4kq");
        values.put("call.manageLink", "https://example.com/m/4kq?a=b&c=d");
        return values;
    }

    @Test
    void readersOfOneArticleDifferInNothingButTheirOwnLinks() throws Exception {
        var ana = article("a1", values(), "https://practice.example/u/" + "A=&".repeat(40));
        var ben = article("b2", values(), "https://practice.example/u/ben");

        var toAna = (MimeMultipart) parsed(source(ana)).getContent();
        var toBen = (MimeMultipart) parsed(source(ben)).getContent();

        for (int part = 0; part < 2; part++) {
            var anas = String.valueOf(toAna.getBodyPart(part).getContent());
            var bens = String.valueOf(toBen.getBodyPart(part).getContent());
            var link = part == 0 ? stop(ana) : stop(ana).replace("&", "&amp;");
            assertThat(anas).containsOnlyOnce(link).contains("Hello Zoë", "practice.example/preferences/a1");
            assertThat(anas.replace(link, stop(ben)).replace("preferences/a1", "preferences/b2"))
                    .isEqualTo(bens);
        }
        var body = source(ana).substring(source(ana).indexOf("\r\n\r\n"));
        assertThat(body.lines()).allMatch(line -> line.length() <= 76);
        assertThat(source(ana)).isEqualTo(source(ana)).doesNotContain("b2");
    }

    @Test
    void valueThatLooksLikeASlotIsNoSlot() throws Exception {
        var values = values();
        values.put("client.firstName", "Zoë\uE001");

        var parts = (MimeMultipart) parsed(source(article("a1", values, "https://practice.example/u/ana")))
                .getContent();

        assertThat(String.valueOf(parts.getBodyPart(0).getContent()))
                .contains("Hello Zoë\uE001,")
                .containsOnlyOnce("https://practice.example/u/ana");
    }

    private static Letter article(String id, Map<String, String> values, String stop) {
        return new Letter(
                id,
                "<" + id + "@practice.example>",
                Instant.parse("2026-11-30T17:30:00Z"),
                null,
                id + "@client.example",
                new MailTemplate("New: {{call.day}}", MARKDOWN, "You asked for new articles."),
                values,
                null,
                new Unsubscribe("articles", stop, "https://practice.example/preferences/" + id, "Stop article mails"));
    }

    private static String stop(Letter letter) {
        return java.util.Objects.requireNonNull(letter.unsubscribe()).link();
    }

    private static Letter letter(Map<String, String> values) {
        return letter(values, "zoe@client.example", "Zoë Núñez", null, null);
    }

    private static Letter invitation(CalendarPart.Method method, int sequence) {
        var call = new CalendarPart(
                method,
                "call-1@practice.example",
                sequence,
                START,
                START.plusSeconds(1800),
                "Call with Mira",
                "by phone");
        return letter(values(), "zoe@client.example", "Zoë Núñez", call, null);
    }

    private static Letter letter(
            Map<String, String> values,
            String address,
            String name,
            @Nullable CalendarPart calendar,
            @Nullable Unsubscribe unsubscribe) {
        return new Letter(
                "d1",
                "<d1@practice.example>",
                Instant.parse("2026-11-30T17:30:00Z"),
                name,
                address,
                new MailTemplate("Your call on {{call.day}}", MARKDOWN, "You booked a call."),
                values,
                calendar,
                unsubscribe);
    }

    private String source(Letter letter) throws Exception {
        return new String(written(composer.compose(letter).mail()), StandardCharsets.UTF_8);
    }

    private static byte[] written(MimeMessage mail) throws Exception {
        var out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toByteArray();
    }

    private static MimeMessage parsed(String source) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
    }

    /** The calendar alternative with its own line folding (RFC 5545 section 3.1) undone. */
    private static String calendar(String source) throws Exception {
        var all = (MimeMultipart) parsed(source).getContent();
        var alternatives = (MimeMultipart) all.getBodyPart(0).getContent();
        var body = alternatives.getBodyPart(2).getInputStream().readAllBytes();
        return new String(body, StandardCharsets.UTF_8).replace("\r\n ", "");
    }
}
