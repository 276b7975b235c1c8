package throughline.notification.check;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import throughline.notification.delivery.PlannedMail;
import throughline.notification.delivery.SendCheck;
import throughline.notification.enrollment.Enrollment;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.notification.enrollment.Enrollments;

/** The run that planned the mail has not ended, was not planned anew since, and its call has not begun without the reminder. */
@Component
@Order(1)
class RunCheck implements SendCheck {

    private static final String STALE = "stale";

    private final Enrollments enrollments;
    private final Clock clock;

    RunCheck(Enrollments enrollments, Clock clock) {
        this.enrollments = enrollments;
        this.clock = clock;
    }

    @Override
    public Optional<String> refusal(Candidate mail) {
        PlannedMail.Origin origin = mail.origin();
        if (origin == null) {
            return Optional.empty();
        }
        Optional<Enrollment> run = enrollments.find(origin.enrollmentId()).map(stored -> stored.state());
        if (run.isEmpty()) {
            return Optional.of("stopped");
        }
        Enrollment state = run.get();
        if (state.state() == Status.ENDED) {
            return Optional.of(state.endedBecause() == null ? "stopped" : state.endedBecause());
        }
        Instant callStart = state.callStart();
        boolean tooLate = mail.purpose().equals("reminder") && callStart != null && !callStart.isAfter(clock.instant());
        return state.revision() != origin.revision() || tooLate ? Optional.of(STALE) : Optional.empty();
    }
}
