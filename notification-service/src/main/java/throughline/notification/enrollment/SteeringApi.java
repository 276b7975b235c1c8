package throughline.notification.enrollment;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.event.Cause;
import throughline.notification.enrollment.Runs.Resumption;
import throughline.notification.enrollment.Steering.Choice;
import throughline.notification.sequence.SequenceStates;
import throughline.notification.sequence.SequenceVersion;
import throughline.notification.sequence.Sequences;
import throughline.web.problem.Problem;

/** {@code POST /api/notification/v1/sequences/{id}/pause}, {@code /resume} and {@code /move}. */
@RestController
@RequestMapping("/api/notification/v1/sequences/{id}")
class SteeringApi {

    private final Steering steering;
    private final Sequences sequences;
    private final SequenceStates states;

    SteeringApi(Steering steering, Sequences sequences, SequenceStates states) {
        this.steering = steering;
        this.sequences = sequences;
        this.states = states;
    }

    /** @param runs how many people it concerned */
    record Paused(boolean paused, @Nullable Instant since, long runs) {}

    record Resume(@Nullable String mode) {}

    record Move(
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable String choice) {}

    /** @param moved how many runs were taken over, or stopped */
    record Moved(int from, int to, String choice, long moved) {}

    @PostMapping("/pause")
    Paused pause(@PathVariable String id) {
        known(id);
        long runs = steering.pause(id);
        return new Paused(true, states.pausedSince(id).orElse(null), runs);
    }

    @PostMapping("/resume")
    Paused resume(@PathVariable String id, @RequestBody(required = false) @Nullable Resume asked) {
        known(id);
        Resumption mode = one(Resumption.class, "mode", asked == null || asked.mode() == null ? "SHIFT" : asked.mode());
        return new Paused(false, null, steering.resume(id, mode).orElse(0L));
    }

    @PostMapping("/move")
    Moved move(@PathVariable String id, @RequestBody Move asked) {
        SequenceVersion newest = known(id);
        Choice choice = one(Choice.class, "choice", String.valueOf(asked.choice()));
        int to = asked.to() == null ? newest.version() : asked.to();
        SequenceVersion target =
                sequences.version(id, to).orElseThrow(() -> unknown("to", "There is no such version to move to."));
        int from = Optional.ofNullable(asked.from())
                .filter(v -> sequences.version(id, v).isPresent())
                .orElseThrow(() -> unknown("from", "There is no such version to move from."));
        if (from == to) {
            throw unknown("to", "They are in that version already.");
        }
        return new Moved(from, to, choice.name(), steering.move(id, from, target, choice, Cause.command()));
    }

    private SequenceVersion known(String id) {
        return sequences
                .current(id)
                .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no sequence of that id."));
    }

    private static <E extends Enum<E>> E one(Class<E> type, String field, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "UNKNOWN_CHOICE",
                                "Choose one of "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", "))
                                        + ".")
                        .field(field));
    }

    private static Problem unknown(String field, String sentence) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "UNKNOWN_VERSION", sentence)
                .field(field);
    }
}
