package throughline.notification.enrollment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.aggregate.Stored;
import throughline.contract.EnrollmentId;
import throughline.event.Cause;
import throughline.notification.Listed;
import throughline.notification.enrollment.Enrollment.Status;
import throughline.web.problem.Problem;

/** {@code /api/notification/v1/enrollments}: who is where in which sequence, and why. */
@RestController
@RequestMapping("/api/notification/v1/enrollments")
class EnrollmentApi {

    private final Enrollments enrollments;
    private final Steering steering;

    EnrollmentApi(Enrollments enrollments, Steering steering) {
        this.enrollments = enrollments;
        this.steering = steering;
    }

    /** {@code rule} says in words why {@code dueAt} is when it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String id,
            String clientId,
            String sequence,
            int version,
            @Nullable String step,
            Status state,
            @Nullable Instant dueAt,
            String rule,
            @Nullable String endedBecause,
            Instant startedAt,
            @Nullable Instant endedAt) {

        static Shown of(Stored<Enrollment> stored) {
            Enrollment run = stored.state();
            return new Shown(
                    stored.id(),
                    run.clientId().value(),
                    run.sequence(),
                    run.version(),
                    run.step(),
                    run.state(),
                    run.dueAt(),
                    run.rule(),
                    run.endedBecause(),
                    run.triggeredAt(),
                    run.endedAt());
        }
    }

    @GetMapping
    Listed<Shown> list(
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String sequence,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size) {
        Status wanted = state == null || state.isEmpty() ? null : status(state);
        return Listed.of(
                page,
                size,
                (p, s) -> enrollments.page(emptyIsAny(client), emptyIsAny(sequence), wanted, p, s),
                Shown::of);
    }

    @PostMapping("/{id}/stop")
    Shown stop(@PathVariable String id) {
        return enrollments
                .stop(id, Cause.command())
                .map(Shown::of)
                .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no enrollment of that id."));
    }

    /** Leaves out the step it waits for; the run goes on with the one after it. */
    @PostMapping("/{id}/skip")
    Shown skip(@PathVariable String id) {
        EnrollmentId run = new EnrollmentId(id);
        if (enrollments.find(run).isEmpty()) {
            throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no enrollment of that id.");
        }
        if (steering.skip(run, Cause.command()).isEmpty()) {
            throw Problem.of(HttpStatus.CONFLICT, "NOTHING_TO_SKIP", "This run is over; no step of it is to come.");
        }
        return enrollments.find(run).map(Shown::of).orElseThrow();
    }

    private static @Nullable String emptyIsAny(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static Status status(String text) {
        try {
            return Status.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "UNKNOWN_STATE",
                            "A state is one of WAITING, PAUSED, AWAITING_APPROVAL, COMPLETED, ENDED.")
                    .field("state");
        }
    }
}
