package throughline.notification.enrollment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.EnrollmentId;
import throughline.notification.contact.KnownCall;
import throughline.notification.contact.KnownClient;
import throughline.notification.delivery.Deliveries.LeftOut;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.enrollment.Enrollment.Passed;
import throughline.notification.policy.MailPolicies;
import throughline.notification.sequence.Due;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Step;

/** Steps that a change of a run left out, as rows for the ledger: what was planned and is not sent says why. */
@Component
public class LeftOuts {

    private final StepMails mails;
    private final MailPolicies policies;

    LeftOuts(StepMails mails, MailPolicies policies) {
        this.mails = mails;
        this.policies = policies;
    }

    /**
     * @param before how many steps the run had passed before the change
     * @param run after the change
     */
    public List<LeftOut> of(
            EnrollmentId id,
            int before,
            Enrollment run,
            SequenceVersion version,
            KnownClient client,
            @Nullable KnownCall call,
            Instant now) {
        List<LeftOut> rows = new ArrayList<>();
        for (Passed passed : run.passed()
                .subList(Math.min(before, run.passed().size()), run.passed().size())) {
            String reason = passed.leftOut();
            if (reason != null) {
                version.definition()
                        .step(passed.step())
                        .ifPresent(
                                step -> rows.add(new LeftOut(mail(id, run, version, step, client, call, now), reason)));
            }
        }
        return rows;
    }

    /** With the rule of its own step: it says when it would have been due. */
    private PlannedMail mail(
            EnrollmentId id,
            Enrollment run,
            SequenceVersion version,
            Step step,
            KnownClient client,
            @Nullable KnownCall call,
            Instant now) {
        Optional<Due> due = Runs.due(run, version, step, policies.current());
        Enrollment then = due.map(d -> run.due(d.planned(), d.at(), d.rule())).orElse(run);
        return mails.of(id, then, version, step, client, call, due.map(Due::at).orElse(now));
    }
}
