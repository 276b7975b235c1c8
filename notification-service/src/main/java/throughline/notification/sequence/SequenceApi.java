package throughline.notification.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.notification.Listed;
import throughline.web.problem.Problem;

/** {@code /api/notification/v1/sequences}: a PUT makes a new version, people in flight keep theirs. */
@RestController
@RequestMapping("/api/notification/v1/sequences")
class SequenceApi {

    private final Sequences sequences;
    private final SequenceStates states;

    SequenceApi(Sequences sequences, SequenceStates states) {
        this.sequences = sequences;
        this.states = states;
    }

    /** A version as the interface shows it: the definition with what was added by saving it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String id,
            int version,
            Instant savedAt,
            boolean retired,
            @Nullable Instant pausedAt,
            @JsonUnwrapped Definition definition) {}

    private static Shown shown(SequenceVersion version, Map<String, Instant> paused) {
        return new Shown(
                version.sequence(),
                version.version(),
                version.savedAt(),
                !version.live(),
                paused.get(version.sequence()),
                version.definition());
    }

    @GetMapping
    Listed<Shown> list() {
        Map<String, Instant> paused = states.paused();
        return new Listed<>(
                sequences.current().stream().map(v -> shown(v, paused)).toList(), null);
    }

    /** Every version, the newest first; each stays as it was saved. */
    @GetMapping("/{id}/versions")
    Listed<Shown> versions(@PathVariable String id) {
        List<SequenceVersion> all = sequences.versions(id);
        if (all.isEmpty()) {
            throw unknown();
        }
        return new Listed<>(all.stream().map(v -> shown(v, Map.of())).toList(), null);
    }

    @GetMapping("/{id}")
    Shown one(@PathVariable String id) {
        return shown(sequences.current(id).orElseThrow(SequenceApi::unknown), states.paused());
    }

    @PutMapping("/{id}")
    Shown save(@PathVariable String id, @RequestBody Definition definition) {
        if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "BAD_ID",
                            "A sequence's id has small letters, digits and hyphens, at most 64.")
                    .field("id");
        }
        Optional<SequenceRules.Broken> broken = SequenceRules.broken(id, definition);
        if (broken.isPresent()) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            broken.get().code(),
                            broken.get().sentence())
                    .field(broken.get().field());
        }
        return shown(sequences.save(id, definition, definition.steps().isEmpty()), states.paused());
    }

    /** Nobody starts it any more; who runs finishes. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(@PathVariable String id) {
        SequenceVersion current = sequences.current(id).orElseThrow(SequenceApi::unknown);
        if (!current.retired()) {
            sequences.save(id, current.definition(), true);
        }
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no sequence of that id.");
    }
}
