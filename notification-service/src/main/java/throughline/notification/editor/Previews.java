package throughline.notification.editor;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.contract.ClientId;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.notification.contact.Calls;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.Lane;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.enrollment.Enrollments;
import throughline.notification.enrollment.Recipients;
import throughline.notification.enrollment.StepMails;
import throughline.notification.message.Composer;
import throughline.notification.message.Letter;
import throughline.notification.sequence.Lateness;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Step;
import throughline.service.PracticeSettings;

/** A step's mail as a client would see it, on the screen or in the practitioner's own mailbox. */
@Component
class Previews {

    private static final ClientId NOBODY = new ClientId("practice");

    private final StepMails mails;
    private final Composer composer;
    private final Recipients recipients;
    private final Enrollments enrollments;
    private final Calls calls;
    private final Deliveries deliveries;
    private final Examples examples;
    private final PracticeSettings practice;
    private final Clock clock;

    Previews(
            StepMails mails,
            Composer composer,
            Recipients recipients,
            Enrollments enrollments,
            Calls calls,
            Deliveries deliveries,
            Examples examples,
            PracticeSettings practice,
            Clock clock) {
        this.mails = mails;
        this.composer = composer;
        this.recipients = recipients;
        this.enrollments = enrollments;
        this.calls = calls;
        this.deliveries = deliveries;
        this.examples = examples;
        this.practice = practice;
        this.clock = clock;
    }

    /** A mail as its reader gets it: what a mail program lists, and both of its parts. */
    record Shown(String subject, String from, String to, String text, String html) {}

    /** The mail; with an unknown client, as for somebody without a name, with an example of a call. */
    Shown shown(SequenceVersion version, Step step, @Nullable String client) {
        PlannedMail mail = mail(version, step, client);
        Letter letter = new Letter(
                mail.id().value(),
                "<preview@" + composer.domain() + ">",
                clock.instant(),
                mail.toName(),
                mail.to(),
                mail.template(),
                values(version, mail),
                null,
                mail.unsubscribe());
        try {
            MimeMessage composed = composer.compose(letter).mail();
            return new Shown(
                    String.valueOf(composed.getSubject()),
                    readable(composed.getFrom()),
                    readable(composed.getRecipients(RecipientType.TO)),
                    part(composed, "text/plain").orElse(""),
                    part(composed, "text/html").orElse(""));
        } catch (MessagingException e) {
            throw new IllegalStateException("the preview cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names and addresses as people read them, not as the wire encodes them. */
    private static String readable(Address @Nullable [] addresses) {
        return Stream.of(addresses == null ? new Address[0] : addresses)
                .map(address -> address instanceof InternetAddress one ? one.toUnicodeString() : address.toString())
                .collect(Collectors.joining(", "));
    }

    /** Sends it to the practitioner and to nobody else; each time is a mail of its own. */
    void send(SequenceVersion version, Step step, @Nullable String client) {
        PlannedMail mail = mail(version, step, client);
        Instant now = clock.instant();
        deliveries.plan(List.of(new PlannedMail(
                Deliveries.id("test", version.sequence() + now, step.id(), practice.mailFrom(), version.version()),
                NOBODY,
                "test",
                mail.deliveryClass(),
                Lane.TRANSACTIONAL,
                practice.mailFrom(),
                practice.practitioner(),
                now,
                mail.template(),
                values(version, mail),
                null,
                null,
                null,
                "test",
                "test mail, asked for on the page of the sequence",
                Cause.command())));
    }

    private PlannedMail mail(SequenceVersion version, Step step, @Nullable String client) {
        Instant now = clock.instant();
        Optional<KnownClient> known =
                client == null || client.isEmpty() ? Optional.empty() : recipients.find(new ClientId(client));
        KnownClient person = known.orElseGet(this::nobody);
        Optional<Stored<Enrollment>> run = known.flatMap(
                p -> enrollments.page(p.id().value(), null, null, 1, 1).stream().findFirst());
        @Nullable
        KnownCall call = run.map(r -> r.state().callId()).flatMap(calls::find).orElse(null);
        return mails.of(
                new EnrollmentId("preview"), example(version, step, person, now), version, step, person, call, now);
    }

    private Map<String, String> values(SequenceVersion version, PlannedMail mail) {
        Map<String, String> values = examples.of(version.definition().trigger(), nobody());
        values.putAll(mail.values());
        return values;
    }

    private KnownClient nobody() {
        return new KnownClient(NOBODY, "", practice.mailFrom(), "", "", "en", practice.zone(), true, Map.of());
    }

    private static Enrollment example(SequenceVersion version, Step step, KnownClient person, Instant now) {
        return new Enrollment(
                person.id(),
                version.sequence(),
                version.version(),
                null,
                version.definition().trigger().event(),
                "preview",
                "preview",
                now,
                "",
                person.zone(),
                null,
                now,
                Status.WAITING,
                0,
                step.id(),
                now,
                now,
                "",
                Lateness.NONE,
                0,
                null,
                null,
                List.of());
    }

    private static Optional<String> part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return Optional.of(String.valueOf(part.getContent()));
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                Optional<String> found = part(parts.getBodyPart(i), type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
