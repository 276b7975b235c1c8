package throughline.notification.cron;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import throughline.contract.ClientId;
import throughline.event.Cause;
import throughline.notification.contact.MailValues;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryClass;
import throughline.notification.delivery.DeliveryView;
import throughline.notification.delivery.Lane;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.enrollment.Approvals;
import throughline.notification.policy.MailPolicies;
import throughline.notification.sequence.MailTexts;
import throughline.service.PracticeSettings;

/** In the evening, one mail to the practitioner about all that waits for approval; none when nothing waits. */
@Component
class ApprovalDigest implements CronJob {

    private static final String NAME = "approval-digest";
    private static final int COUNTED = 500;

    private final Approvals approvals;
    private final Deliveries deliveries;
    private final MailValues values;
    private final MailPolicies policies;
    private final PracticeSettings practice;
    private final Clock clock;
    private final Daily daily;

    ApprovalDigest(
            Approvals approvals,
            Deliveries deliveries,
            MailValues values,
            MailPolicies policies,
            PracticeSettings practice,
            Clock clock) {
        this.approvals = approvals;
        this.deliveries = deliveries;
        this.values = values;
        this.policies = policies;
        this.practice = practice;
        this.clock = clock;
        this.daily = new Daily(LocalTime.of(18, 0), practice.zone());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Instant nextAfter(Instant nominal) {
        return daily.nextAfter(nominal);
    }

    @Override
    public boolean isAwaited() {
        return !approvals.waiting(1).isEmpty();
    }

    @Override
    public String run(Instant nominal) {
        List<DeliveryView> waiting = approvals.waiting(COUNTED);
        if (waiting.isEmpty()) {
            return "nothing waits";
        }
        deliveries.plan(List.of(mail(nominal, waiting.size())));
        return (waiting.size() == 1 ? "one mail waits" : waiting.size() + " mails wait") + ", the list was sent";
    }

    private PlannedMail mail(Instant nominal, int count) {
        Map<String, String> filled = values.practice();
        filled.put("digest.count", count == 1 ? "One mail waits" : count + " mails wait");
        filled.put("digest.link", practice.link("/staff/sequences/approvals"));
        filled.put("digest.deadline", policies.current().approvalDeadline().inWords());
        return new PlannedMail(
                Deliveries.id("digest", NAME, nominal.toString(), practice.mailFrom(), 0),
                new ClientId("practice"),
                "digest",
                DeliveryClass.MUST_ARRIVE,
                Lane.TRANSACTIONAL,
                practice.mailFrom(),
                practice.practitioner(),
                clock.instant(),
                MailTexts.named("approvals"),
                filled,
                null,
                null,
                null,
                NAME + "@" + nominal,
                "the evening list of what waits for approval",
                Cause.command(NAME + "@" + nominal));
    }
}
