package throughline.notification.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.contact.MailValues;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.Lane;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.message.CalendarPart;
import throughline.notification.message.MailTemplate;
import throughline.notification.sequence.MailTexts;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Step;
import throughline.notification.subscription.StopLinks;
import throughline.notification.suppression.Purpose;

/** Makes the mail of a step for one client. The same step of the same run gives the same mail, however often it is made. */
@Component
public class StepMails {

    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private final MailValues values;
    private final StopLinks stops;
    private final Invitations invitations;

    StepMails(MailValues values, StopLinks stops, Invitations invitations) {
        this.values = values;
        this.stops = stops;
        this.invitations = invitations;
    }

    public PlannedMail of(
            EnrollmentId id,
            Enrollment run,
            SequenceVersion version,
            Step step,
            KnownClient client,
            @Nullable KnownCall call,
            Instant now) {
        boolean ownCall = Kinds.aboutOwnCall(version, step);
        Purpose consent = Kinds.consent(version);
        String purpose = Kinds.purpose(version, step);
        List<Step> steps = version.definition().steps();
        Map<String, String> filled = values.forClient(client, call);
        filled.put("step.number", inWords(steps.indexOf(step) + 1));
        filled.put("step.count", inWords(steps.size()));
        MailTemplate template = new MailTemplate(
                step.template().subject(),
                step.template().markdown(),
                MailTexts.footer(ownCall ? "call" : consent == Purpose.ARTICLES ? "article" : "follow-up"));
        CalendarPart invitation = ownCall && step.before() == null && call != null
                ? invitations.of(call, CalendarPart.Method.REQUEST)
                : null;
        return new PlannedMail(
                Deliveries.id(purpose, id.value(), step.id(), client.email(), run.revision()),
                client.id(),
                purpose,
                step.deliveryClass(),
                ownCall ? Lane.TRANSACTIONAL : Lane.BULK,
                client.email(),
                client.name(),
                now,
                template,
                filled,
                invitation,
                ownCall ? null : stops.of(consent, client.email()),
                new PlannedMail.Origin(run.sequence(), run.version(), step.id(), id, run.revision()),
                run.triggerId(),
                run.rule(),
                new Cause(id.value() + ":" + step.id() + ":" + run.revision(), run.correlationId(), run.triggerId()));
    }

    private static String inWords(int number) {
        return number <= NUMBERS.size() ? NUMBERS.get(number - 1) : Integer.toString(number);
    }
}
