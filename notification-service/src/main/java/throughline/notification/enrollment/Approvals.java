package throughline.notification.enrollment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.aggregate.Stored;
import throughline.contract.DeliveryId;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.notification.delivery.Deliveries;
import throughline.notification.delivery.DeliveryView;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.policy.MailPolicies;
import throughline.notification.policy.MailPolicy;
import throughline.notification.policy.MailPolicy.ApprovalPolicy;
import throughline.notification.sequence.DueTimes;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.notification.sequence.Step;

/**
 * Mails that lie before the practitioner. The ledger's row is decided first, then the run goes on; a crash in between is made
 * up for at the deadline, or when the decision is sent again: the row knows what was decided.
 */
@Component
public class Approvals {

    private static final String NOT_APPROVED = "not_approved";
    private static final int BATCH = 500;
    private static final Logger log = LoggerFactory.getLogger(Approvals.class);

    private final Deliveries deliveries;
    private final Enrollments enrollments;
    private final Sequences sequences;
    private final Steering steering;
    private final MailPolicies policies;
    private final Clock clock;

    Approvals(
            Deliveries deliveries,
            Enrollments enrollments,
            Sequences sequences,
            Steering steering,
            MailPolicies policies,
            Clock clock) {
        this.deliveries = deliveries;
        this.enrollments = enrollments;
        this.sequences = sequences;
        this.steering = steering;
        this.policies = policies;
        this.clock = clock;
    }

    /** What waits, the longest waiting first. */
    public List<DeliveryView> waiting(int most) {
        return deliveries.held(most);
    }

    /** Lets the mail go at the next open hour; false if it does not wait. */
    public boolean approve(DeliveryId id) {
        Optional<PlannedMail.Origin> origin = deliveries.origin(id);
        boolean released = origin.isPresent() && deliveries.release(id, nextOpening(origin.get()));
        origin.filter(o -> released).ifPresent(o -> decided(o, null));
        return released;
    }

    /** Takes the mail back; false if it does not wait. */
    public boolean refuse(DeliveryId id) {
        Optional<PlannedMail.Origin> origin = deliveries.origin(id);
        boolean refused = origin.isPresent() && deliveries.refuse(id, NOT_APPROVED);
        origin.filter(o -> refused).ifPresent(o -> decided(o, NOT_APPROVED));
        return refused;
    }

    /** What was not decided in time is decided as the practice has settled; called by the tick. */
    public void decideOverdue(Instant now) {
        MailPolicy policy = policies.current();
        String last = "";
        List<Stored<Enrollment>> over = enrollments.approvalsOver(now, BATCH);
        while (!over.isEmpty() && !over.getFirst().id().equals(last)) {
            last = over.getFirst().id();
            over.forEach(run -> decideOverdue(run, policy));
            over = enrollments.approvalsOver(now, BATCH);
        }
    }

    private void decideOverdue(Stored<Enrollment> run, MailPolicy policy) {
        EnrollmentId id = new EnrollmentId(run.id());
        String step = String.valueOf(run.state().step());
        Optional<DeliveryView> row =
                deliveries.of(id).stream().filter(r -> step.equals(r.step())).reduce((first, second) -> second);
        row.map(r -> new DeliveryId(r.id())).ifPresent(mail -> {
            boolean decided = policy.approvalPolicy() == ApprovalPolicy.SEND ? approve(mail) : refuse(mail);
            log.info(
                    "The mail {} was not decided about in time; it is {} now.",
                    mail,
                    decided ? "decided" : "as it was");
        });
        // also where the row had been decided before, or was never written: the run must not stand still for ever
        String leftOut = row.map(r -> deliveries
                        .find(new DeliveryId(r.id()))
                        .map(DeliveryView::reason)
                        .orElse(null))
                .filter(NOT_APPROVED::equals)
                .orElse(null);
        steering.decided(id, step, leftOut, Cause.command());
    }

    private void decided(PlannedMail.Origin origin, @Nullable String leftOut) {
        steering.decided(origin.enrollmentId(), origin.step(), leftOut, Cause.command());
    }

    /** An approval at night does not wake anybody. */
    private Instant nextOpening(PlannedMail.Origin origin) {
        Instant now = clock.instant();
        Optional<SequenceVersion> version = sequences.version(origin.sequence(), origin.version());
        Optional<Step> step = version.flatMap(v -> v.definition().step(origin.step()));
        Optional<Enrollment> run = enrollments.find(origin.enrollmentId()).map(Stored::state);
        return step.isEmpty() || run.isEmpty()
                ? now
                : DueTimes.late(
                                step.get(),
                                now,
                                false,
                                run.get().zone(),
                                Runs.openings(version.get(), step.get(), policies.current()))
                        .orElse(now);
    }
}
