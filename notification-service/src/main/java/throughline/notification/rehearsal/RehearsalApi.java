package throughline.notification.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.notification.sequence.Definition;
import throughline.notification.sequence.SequenceRules;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.web.problem.Problem;

/**
 * {@code POST /api/notification/v1/sequences/{id}/rehearse}: the current version, or the draft in the body, over the last 90
 * days. Nothing is stored and nothing can be sent.
 */
@RestController
class RehearsalApi {

    private static final int MOST_DAYS = 365;

    private final Rehearsals rehearsals;
    private final Sequences sequences;
    private final Clock clock;

    RehearsalApi(Rehearsals rehearsals, Sequences sequences, Clock clock) {
        this.rehearsals = rehearsals;
        this.sequences = sequences;
        this.clock = clock;
    }

    @PostMapping("/api/notification/v1/sequences/{id}/rehearse")
    Rehearsal rehearse(
            @PathVariable String id,
            @RequestParam(defaultValue = "90") int days,
            @RequestBody(required = false) @Nullable Definition draft) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "BAD_DAYS", "A rehearsal goes over 1 to 365 days.")
                    .field("days");
        }
        Duration past = Duration.ofDays(days);
        return draft == null || draft.steps().isEmpty()
                ? rehearsals.over(stored(id), false, past)
                : rehearsals.over(draft(id, draft), true, past);
    }

    private SequenceVersion stored(String id) {
        return sequences
                .current(id)
                .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no sequence of that id."));
    }

    private SequenceVersion draft(String id, Definition draft) {
        Optional<SequenceRules.Broken> broken = SequenceRules.broken(id, draft);
        if (broken.isPresent()) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            broken.get().code(),
                            broken.get().sentence())
                    .field(broken.get().field());
        }
        return new SequenceVersion(id, 0, clock.instant(), false, draft);
    }
}
