package throughline.dashboard.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.inbox.DeadLetter;
import throughline.web.problem.Problem;
import throughline.web.security.Staff;

/** Dead letters for programs. */
@RestController
@RequestMapping("/api/dashboard/v1/dead-letters")
class DeadLetterController {

    private final DeadLetters deadLetters;

    DeadLetterController(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    record Listed(List<DeadLetter> items) {}

    /** Without {@code dryRun: false} nothing is replayed. */
    record Replay(@Nullable Boolean dryRun) {}

    record Answer(
            boolean dryRun,
            boolean succeeded,
            int handled,
            @Nullable String message) {}

    @GetMapping
    Listed all() {
        return new Listed(deadLetters.all());
    }

    @PostMapping("/{id}/replay")
    Answer replay(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Replay asked,
            @AuthenticationPrincipal Staff staff) {
        boolean dryRun = asked == null || asked.dryRun() == null || asked.dryRun();
        return switch (deadLetters.replay(staff, id, dryRun)) {
            case DeadLetters.Result.Done(DeadLetters.Replayed replayed) ->
                new Answer(dryRun, replayed.succeeded(), replayed.handled(), replayed.message());
            case DeadLetters.Result.Unknown unknown ->
                throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no such dead letter.");
            case DeadLetters.Result.Silent(String service) ->
                throw Problem.of(
                        HttpStatus.BAD_GATEWAY,
                        "SERVICE_SILENT",
                        "The " + service
                                + " service did not answer; look again whether the dead letter is still there.");
        };
    }
}
