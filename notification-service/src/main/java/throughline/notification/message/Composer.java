package throughline.notification.message;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import throughline.service.PracticeSettings;

/** Composes the mail for a {@link Letter}. Text and HTML are quoted-printable, so that a mail's source stays readable. */
@Component
public final class Composer {
    static {
        // or Jakarta Mail looks through the class path for its encoders each time it encodes anything: a sixth of the
        // processor time of
        // an article mail
        System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    private static final int TEMPLATES_KEPT = 500;
    private static final int BODIES_KEPT = 50;

    private final PracticeSettings practice;
    private final MailAddress from;
    private final ReturnAddress returns;
    private final Signature signature;
    private final Session ascii = Session.getInstance(new Properties());
    private final Session utf8;
    private final Map<MailTemplate, Compiled> compiled = latest(TEMPLATES_KEPT);
    private final Map<Same, Optional<SharedBody>> shared = latest(BODIES_KEPT);

    /** What mails have in common that differ in nothing but their readers' own links. */
    private record Same(MailTemplate template, Map<String, String> values, String label, boolean preferences) {}

    private static <K, V> Map<K, V> latest(int kept) {
        return Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > kept;
            }
        });
    }

    /** Unsigned, and coming back to the sender. */
    public Composer(PracticeSettings practice) {
        this(practice, ReturnAddress.none(), Signature.none());
    }

    @Autowired
    public Composer(PracticeSettings practice, ReturnAddress returns, Signature signature) {
        this.practice = practice;
        this.returns = returns;
        this.signature = signature;
        this.from = MailAddress.of(practice.mailFrom());
        var allowing = new Properties();
        allowing.put("mail.mime.allowutf8", "true");
        this.utf8 = Session.getInstance(allowing);
    }

    /** The right-hand side of our Message-IDs. */
    public String domain() {
        return from.domain();
    }

    /** The subject as the reader will see it. */
    public String subject(MailTemplate template, Map<String, String> values) {
        return compile(template).subject(values);
    }

    /**
     * @throws MailAddress.Unusable if the reader's address is none
     * @throws IllegalArgumentException if a value would break a header
     */
    public Composed compose(Letter letter) {
        try {
            var to = MailAddress.of(letter.toAddress());
            var mail = new Stable(to.needsUtf8() ? utf8 : ascii);
            headers(new Headers(mail), letter, to);
            var shared = shared(letter);
            if (shared.isPresent()) {
                fill(mail, shared.get(), letter);
            } else {
                mail.setContent(parts(letter, to));
                mail.saveChanges();
            }
            var signed = signature.on(mail);
            returns.of(letter.id()).ifPresent(signed::setEnvelopeFrom);
            return new Composed(signed, to.toString());
        } catch (MessagingException e) {
            throw new IllegalStateException("the mail cannot be composed", e);
        }
    }

    /** @param to envelope recipient */
    public record Composed(MimeMessage mail, String to) {}

    private void headers(Headers headers, Letter letter, MailAddress to) throws MessagingException {
        headers.mailbox("From", practice.practice(), from)
                .mailbox("To", letter.toName(), to)
                .words("Subject", subject(letter.template(), letter.values()))
                .date(letter.date(), practice.zone())
                .put("Message-ID", letter.messageId())
                .put("MIME-Version", "1.0")
                .put("Auto-Submitted", "auto-generated");
        var unsubscribe = letter.unsubscribe();
        if (unsubscribe != null) {
            headers.put("List-Id", "<" + unsubscribe.listId() + "." + from.domain() + ">")
                    .put(
                            "List-Unsubscribe",
                            "<" + unsubscribe.link() + ">, <mailto:" + from + "?subject=unsubscribe%20"
                                    + unsubscribe.listId() + ">")
                    .put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    /** A mail that can be stopped is one of many; what it says is mostly the same in all of them. */
    private Optional<SharedBody> shared(Letter letter) {
        var own = letter.unsubscribe();
        if (own == null || letter.calendar() != null) {
            return Optional.empty();
        }
        boolean preferences = own.preferences() != null;
        var same = new Same(letter.template(), letter.values(), own.label(), preferences);
        return shared.computeIfAbsent(same, _ -> {
            var template = compile(letter.template());
            var slots = new Unsubscribe(
                    own.listId(), SharedBody.STOP, preferences ? SharedBody.PREFERENCES : null, own.label());
            return SharedBody.of(
                    plain(template, letter.values(), slots), html(template, letter.values(), slots), preferences);
        });
    }

    private static void fill(Stable mail, SharedBody body, Letter letter) throws MessagingException {
        var own = Objects.requireNonNull(letter.unsubscribe());
        var boundary = "=_" + letter.id() + "_a";
        new Headers(mail).put("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
        mail.encoded(body.fill(boundary, own.link(), own.preferences()));
    }

    private MimeMultipart parts(Letter letter, MailAddress to) throws MessagingException {
        var template = compile(letter.template());
        var readable = new Parts("alternative", letter.id() + "_a");
        readable.addBodyPart(text("text/plain; charset=UTF-8", plain(template, letter.values(), letter.unsubscribe())));
        readable.addBodyPart(text("text/html; charset=UTF-8", html(template, letter.values(), letter.unsubscribe())));
        var call = letter.calendar();
        if (call == null) {
            return readable;
        }
        var ics = Invitation.write(call, letter.date(), practice.practice(), from, letter.toName(), to);
        readable.addBodyPart(text("text/calendar; charset=UTF-8; method=" + call.method(), ics));
        var whole = new MimeBodyPart();
        whole.setContent(readable);
        var file = text("application/ics; name=call.ics", ics);
        new Headers(file).put("Content-Disposition", "attachment; filename=call.ics");
        var all = new Parts("mixed", letter.id() + "_m");
        all.addBodyPart(whole);
        all.addBodyPart(file);
        return all;
    }

    private static MimeBodyPart text(String type, String text) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text.replace("\r\n", "\n").replace("\n", "\r\n"), "UTF-8");
        new Headers(part).put("Content-Type", type).put("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private String plain(Compiled template, Map<String, String> values, @Nullable Unsubscribe unsubscribe) {
        var text = new StringBuilder(new TextMail(template.body(), values).render());
        text.append("\n\n-- \n");
        var footer = new TextMail(template.footer(), values).render();
        text.append(footer).append(footer.isEmpty() ? "" : "\n");
        if (unsubscribe != null) {
            text.append(unsubscribe.label())
                    .append(": ")
                    .append(unsubscribe.link())
                    .append('\n');
            if (unsubscribe.preferences() != null) {
                text.append("Mail preferences: ")
                        .append(unsubscribe.preferences())
                        .append('\n');
            }
        }
        return text.append(practice.practice()).append('\n').toString();
    }

    private String html(Compiled template, Map<String, String> values, @Nullable Unsubscribe unsubscribe) {
        var foot = new StringBuilder(new HtmlMail(template.footer(), values, true).render());
        if (unsubscribe != null) {
            foot.append("<p style=\"margin:0 0 4px;\">").append(link(unsubscribe.link(), unsubscribe.label()));
            if (unsubscribe.preferences() != null) {
                foot.append(' ').append(link(unsubscribe.preferences(), "Mail preferences"));
            }
            foot.append("</p>\n");
        }
        foot.append("<p ")
                .append(HtmlStyle.FOOT)
                .append('>')
                .append(escaped(practice.practice()))
                .append("</p>\n");
        var sheet = new HtmlMail(template.body(), values, false).render();
        return HtmlStyle.page(escaped(template.subject(values)), sheet, foot.toString());
    }

    private static String link(String address, String label) {
        return "<a " + HtmlStyle.FOOT_LINK + " href=\"" + escaped(address) + "\">" + escaped(label) + "</a>";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private Compiled compile(MailTemplate template) {
        return compiled.computeIfAbsent(template, Compiled::of);
    }

    /** A mail that keeps the Message-ID it was given; saving would otherwise invent one. */
    private static final class Stable extends SMTPMessage {
        private Stable(Session session) {
            super(session);
        }

        /** Takes a body as it will stand on the wire. */
        private void encoded(byte[] body) {
            content = body;
            modified = false;
            saved = true;
        }

        @Override
        protected void updateMessageID() {}
    }

    /** Parts between boundaries that are the same each time. */
    private static final class Parts extends MimeMultipart {
        private Parts(String subtype, String boundary) {
            var parameters = new ParameterList();
            parameters.set("boundary", "=_" + boundary);
            contentType = new ContentType("multipart", subtype, parameters).toString();
        }

        @Override
        public synchronized void addBodyPart(BodyPart part) throws MessagingException {
            super.addBodyPart(part);
        }
    }
}
