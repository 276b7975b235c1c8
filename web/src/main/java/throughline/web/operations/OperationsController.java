package throughline.web.operations;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.inbox.DeadLetter;
import throughline.inbox.Inbox;
import throughline.outbox.Relay;
import throughline.service.Light;
import throughline.web.problem.Problem;

/** What this process holds back and how it is, for dashboard-service; asked with the service key. */
@RestController
class OperationsController {

    private final Relay relay;
    private final Inbox inbox;
    private final ObjectProvider<Light.Measure> lights;

    OperationsController(Relay relay, Inbox inbox, ObjectProvider<Light.Measure> lights) {
        this.relay = relay;
        this.inbox = inbox;
        this.lights = lights;
    }

    /** Unpublished facts by collection (aggregates that hold some), what was given up, and the lights measured here. */
    record Operations(Map<String, Long> outboxPending, List<DeadLetter> deadLetters, List<Light> lights) {}

    @GetMapping("/internal/operations")
    Operations operations() {
        return new Operations(
                relay.pending(),
                inbox.deadLetters(),
                lights.orderedStream().map(Light.Measure::now).toList());
    }

    @PostMapping("/internal/dead-letters/{id}/replay")
    Inbox.Replayed replay(@PathVariable String id, @RequestParam(defaultValue = "false") boolean dryRun) {
        return inbox.replay(id, dryRun)
                .orElseThrow(() ->
                        Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no such dead letter in this process."));
    }
}
